import type { FailureCode, FailureOf } from '../../../../shared/model/failure';

/** At least one failure of every code, and one for every reason a code can give. */
export type Samples<Codes extends FailureCode> = {
  readonly [Code in Codes]: readonly [FailureOf<Code>, ...FailureOf<Code>[]];
};

export const bastion = { host: 'bastion.example.net', port: 2222 };
export const page = { host: 'ip-10-0-1-23.ap-northeast-2.compute.internal', port: 8088 };
