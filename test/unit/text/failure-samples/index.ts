import type { FailureCode } from '../../../../shared/model/failure';
import { appSamples } from './app';
import { awsSamples } from './aws';
import { loginSamples } from './login';
import { bastion, type Samples } from './sample';
import { serverSamples } from './server';
import { trafficSamples } from './traffic';
import { waySamples } from './way';

/** Failures of every code, by the topics of shared/model/failures. */
export const failureSamples: Samples<FailureCode> = {
  ...waySamples,
  ...serverSamples,
  ...loginSamples,
  ...trafficSamples,
  ...awsSamples,
  ...appSamples,
  'no-way-left': [
    {
      code: 'no-way-left',
      attempts: [
        {
          transport: 'direct',
          cause: { code: 'bastion-unreachable', ...bastion, why: 'timeout' },
        },
        { transport: 'ssm', cause: { code: 'command-missing', program: 'aws-plugin' } },
      ],
    },
  ],
};
