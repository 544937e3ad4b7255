import { reachDirectly } from '../../electron/ssh/reach';
import { failureFrom } from '../../shared/model/failure';

/**
 * The way to a bastion as a program of its own, for tests that give it a network and a system. Its
 * arguments are the host, the platform and the kernel's version; it prints the failure.
 */
const [host = '', platform = '', release = ''] = process.argv.slice(2);
const system = { platform: platform as NodeJS.Platform, release };
try {
  const signal = new AbortController().signal;
  const { socket } = await reachDirectly(undefined, system)(
    { host, port: 22 },
    () => undefined,
    signal,
  );
  socket.destroy();
  process.stdout.write('null');
} catch (error) {
  process.stdout.write(JSON.stringify(failureFrom(error)));
}
