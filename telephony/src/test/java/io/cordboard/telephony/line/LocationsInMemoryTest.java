package io.cordboard.telephony.line;

class LocationsInMemoryTest implements LocationsContract {

    private final Time time = new Time();
    private final Locations locations = new LocationsInMemory(time);

    @Override
    public Locations locations() {
        return locations;
    }

    @Override
    public Time time() {
        return time;
    }
}
