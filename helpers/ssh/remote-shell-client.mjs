// What a program such as rsync starts as its remote shell: hands its command to the socket's owner, who runs it over the
// connection that is held, then carries standard input and output. Plain JavaScript: it starts for every file.
import { connect } from 'node:net';

const [path, , ...argv] = process.argv.slice(2);
const socket = connect({ path, allowHalfOpen: true });
socket.write(`${JSON.stringify(argv)}\n`);
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.once('error', () => process.exit(255));
socket.once('end', () => process.stdout.end(() => process.exit(0)));
process.stdout.once('error', () => process.exit(0));
