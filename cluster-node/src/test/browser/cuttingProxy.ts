import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to a node that can be cut, and can lead to another node afterwards. */
export class CuttingProxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private whole = true;

  private constructor(private target: URL) {
    this.server = createServer((client) => {
      if (!this.whole) {
        client.destroy();
        return;
      }
      const node = connect(Number(this.target.port), this.target.hostname);
      for (const socket of [client, node]) {
        this.sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          this.sockets.delete(socket);
          client.destroy();
          node.destroy();
        });
      }
      client.pipe(node);
      node.pipe(client);
    });
  }

  static async to(node: string): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(new URL(node));
    await new Promise<void>((listening) => proxy.server.listen(0, "127.0.0.1", listening));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) {
      socket.destroy();
    }
  }

  mend(node: string): void {
    this.target = new URL(node);
    this.whole = true;
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}
