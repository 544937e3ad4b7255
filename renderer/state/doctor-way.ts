import type { ProfileView } from '../../shared/model/profile-view';

/** The SSH server of a tunnel that the doctor takes for the bastion, and the ports around it. */
export interface DoctorWay {
  readonly bastion: string;
  readonly sshPort: number;
  readonly localPort: number;
  /** Where the cluster's own node is logged in at beyond the bastion; null where nobody does. */
  readonly primarySshPort: number | null;
}

/**
 * What a tunnel's way looks like from AWS. Where the tunnel logs in to the cluster's own node, the
 * machine in between is the last jump host, or there is none.
 */
export function wayOf({ bastion, jumpHosts, localPort, cluster }: ProfileView): DoctorWay {
  if (cluster?.login !== true) {
    return { bastion: bastion.host, sshPort: bastion.port, localPort, primarySshPort: null };
  }
  const jump = jumpHosts.at(-1);
  return jump === undefined
    ? { bastion: '', sshPort: 22, localPort, primarySshPort: null }
    : { bastion: jump.host, sshPort: jump.port, localPort, primarySshPort: bastion.port };
}
