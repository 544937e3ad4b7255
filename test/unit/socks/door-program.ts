import { openFrontDoor } from '../../../electron/socks/front-door';
import { destinationPolicy } from '../../../electron/socks/policy';
import { FailureError, failureFrom } from '../../../shared/model/failure';

/**
 * A front door as a program of its own, for tests that take something away from its process. Its
 * argument is the port; it prints the port it bound, or the failure.
 */
try {
  const door = await openFrontDoor({
    address: '127.0.0.1',
    port: Number(process.argv[2]),
    policy: destinationPolicy([]),
    events: {},
    dial: async () => {
      throw new FailureError({ code: 'tunnel-down' });
    },
  });
  process.stdout.write(JSON.stringify({ port: door.port }));
} catch (error) {
  process.stdout.write(JSON.stringify(failureFrom(error)));
}
