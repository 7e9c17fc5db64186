import { useEffect, useState } from "react";

/** Whole seconds left until an instant of the server's clock, which is {@code ahead} milliseconds ahead of this one. */
export function useCountdown(until: string | undefined, ahead: number): number | undefined {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until) {
      setNow(Date.now());
      const timer = setInterval(() => setNow(Date.now()), 250);
      return () => clearInterval(timer);
    }
  }, [until]);
  return until ? Math.max(0, Math.ceil((Date.parse(until) - now - ahead) / 1000)) : undefined;
}
