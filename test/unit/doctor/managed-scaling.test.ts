import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import { network } from '../../support/doctor-network';
import { ids } from '../../support/doctor-rules';
import { endpoint } from './goldens/golden';

function judged(serviceAccess: string | null, managedScaling = true) {
  const given = network({
    cluster: { groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess } },
    parts: { managedScaling, endpoints: [endpoint('execute-api')] },
  });
  return examine(given).results.find(({ check }) => check === 'EXECUTE_API_PRIVATE_DNS');
}

describe('an execute-api endpoint with private DNS', () => {
  it('is in the way of managed scaling in a public subnet', () => {
    expect(judged(null)?.fix?.cli).toContain('--no-private-dns-enabled');
  });

  it('is left alone in a private one, where the private APIs of the VPC may need it', () => {
    expect(judged(ids.service)).toMatchObject({
      status: 'pass',
      reason: 'not-applicable',
      fix: null,
    });
  });
});
