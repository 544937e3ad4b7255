import type { Page } from 'playwright-core';
import type { Examination } from '../../../shared/contract/doctor-calls';
import type { Snapshot } from '../../../shared/contract/window';
import { manyClusters } from '../aws/clusters';
import { summaryOf } from '../cluster-scenarios';
import { brokenNetwork } from '../doctor-scenarios';
import type { ShownWindow, WindowOptions } from './browser';
import { field, goTo } from './controls';
import type { FakeBridge } from './fake-bridge';
import { windowTests } from './opened';
import { threeTunnels } from './scenarios/tunnels';

/** The clusters a person can have examined. */
export const clusters = manyClusters(3).map(summaryOf);

/** What the next examination answers; nothing keeps it waiting. Without one, AWS refuses to tell. */
export interface Network {
  answer: Examination | null;
}

/** A window with an account behind it, and what is said of that account’s network. */
export interface DoctorWindow extends ShownWindow {
  readonly network: Network;
}

const denied = {
  code: 'aws-denied',
  action: 'elasticmapreduce:DescribeCluster',
  region: 'ap-northeast-2',
  profile: 'default',
  why: 'not-allowed',
} as const;

/** Puts an account behind the window whose network is broken until a test says otherwise. */
export function withNetwork({ handlers }: FakeBridge): Network {
  const network: Network = { answer: brokenNetwork() };
  handlers.awsAccess = () => ({
    ok: true,
    value: { profiles: [], profile: 'default', region: 'ap-northeast-2' },
  });
  handlers.listClusters = () => ({ ok: true, value: clusters });
  handlers.examineNetwork = () =>
    network.answer === null
      ? { ok: false, error: { code: 'failure', failure: denied } }
      : { ok: true, value: network.answer };
  return network;
}

/** What a file of tests opens the window with that are about the network doctor. */
export function doctorTests() {
  const open = windowTests();
  return async (
    options: WindowOptions = {},
    snapshot: Snapshot = threeTunnels(),
  ): Promise<DoctorWindow> => {
    const shown = await open(snapshot, options);
    return { ...shown, network: withNetwork(shown.bridge) };
  };
}

/** Goes to the doctor and waits until it knows of clusters. */
export async function goToDoctor(page: Page): Promise<void> {
  await goTo(page, 'Network doctor');
  await page.getByRole('option', { name: /j-/ }).first().waitFor({ state: 'attached' });
}

/** Has the first cluster examined, and returns at once. */
export async function startExamining(page: Page): Promise<void> {
  await goToDoctor(page);
  await field(page, 'Cluster').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Examine' }).click();
}

/** Has the first cluster examined through the bastion people have, and waits for what was found. */
export async function examine(page: Page): Promise<void> {
  await goToDoctor(page);
  await field(page, 'Cluster').selectOption({ index: 1 });
  await field(page, 'Bastion').fill('bastion.seoul.example.com');
  await page.getByRole('button', { name: 'Examine' }).click();
  await page.getByRole('tab', { name: 'Findings' }).waitFor();
}
