/**
 * For a process that reads archives over SSH. Millions of small buffers lie outside V8's heap and make it mark that heap, small
 * as it is, over and over in small steps beside the work: a third of all processor time. All at once takes milliseconds.
 */
export const NODE_FLAGS = ['--no-incremental-marking'];
