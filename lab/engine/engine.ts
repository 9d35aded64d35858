import { getContainerRuntimeClient } from 'testcontainers';

// The reaper is an image of its own that has to be pulled; the lab sweeps its leftovers itself, by its own
// labels.
process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';

/** The container engine's client. */
export const engine = async () => (await getContainerRuntimeClient()).container.dockerode;
