import { afterAll, beforeAll } from 'vitest';
import type { Failure } from '../../shared/model/failure';
import type { Transport } from '../../shared/model/way';
import { closeCases, rigFor, sshdFor } from './ssh-cases';
import type { Sshd } from './sshd';
import type { Rig, RigOptions } from './tunnel-rig';

/** An HTTP proxy on this computer. */
export const http = (port: number, user: string | null = null): Transport => ({
  kind: 'http-proxy',
  host: '127.0.0.1',
  port,
  user,
});

/** A SOCKS proxy on this computer. */
export const socks = (port: number, user: string | null = null): Transport => ({
  kind: 'socks-proxy',
  host: '127.0.0.1',
  port,
  user,
});

/** A program that carries the connection. */
export const command = (text: string): Transport => ({ kind: 'proxy-command', command: text });

type Ways = Transport | readonly Transport[];

/** A bastion, and tunnels to it by other ways than straight. */
export interface WayCases {
  sshd(): Sshd;
  /** A tunnel by one way or several, which the bastion lets in. */
  rigBy(ways: Ways, options?: Partial<RigOptions>): Promise<Rig>;
  /** Why such a tunnel does not come up. */
  failure(ways: Ways, options?: Partial<RigOptions>): Promise<Failure>;
}

/** Keeps a bastion for the tests of this file, and ends what they made. */
export function wayCases(): WayCases {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await sshdFor();
  });
  afterAll(closeCases);
  const rigBy: WayCases['rigBy'] = async (ways, options = {}) => {
    const rig = await rigFor({
      port: sshd.port,
      user: sshd.user,
      way: { transport: [ways].flat() },
      ...options,
    });
    sshd.authorize(rig.publicKey);
    return rig;
  };
  return {
    sshd: () => sshd,
    rigBy,
    failure: async (ways, options) => {
      const rig = await rigBy(ways, options);
      await rig.start();
      return rig.blockedBy();
    },
  };
}
