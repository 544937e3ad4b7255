import { CallRefused } from '../../shared/contract/result';
import type { PromptAnswer } from '../../shared/model/prompt';
import type { AppModel } from './app-model';
import { demoId } from './demo-profile';
import type { WindowHandlers } from './window-handlers';

type TunnelCalls =
  | 'startTunnel'
  | 'stopTunnel'
  | 'checkReach'
  | 'openRequests'
  | 'answerPrompt'
  | 'cancelJob'
  | 'startDemo'
  | 'checkDemo';

/** The calls that run tunnels and answer their questions. */
export function tunnelHandlers(model: AppModel): Pick<WindowHandlers, TunnelCalls> {
  return {
    startTunnel: ({ profileId }) => model.desk.start(profileId),
    stopTunnel: ({ profileId }) => model.desk.stop(profileId),
    checkReach: async ({ profileId }) => {
      model.book.require(profileId);
      await model.engine.call('checkReach', { profileId });
    },
    openRequests: ({ profileId }) => {
      model.book.require(profileId);
      return model.engine.call('openRequests', { profileId });
    },
    answerPrompt: async ({ promptId, answer }) => {
      try {
        if (!model.hasPrompt(promptId)) throw new CallRefused({ code: 'not-permitted' });
        await model.engine.call('answerPrompt', { promptId, answer });
      } finally {
        overwrite(answer);
      }
    },
    cancelJob: async ({ jobId }) => {
      await model.engine.call('cancelJob', { jobId });
    },
    startDemo: async () => {
      if (model.book.find(demoId) === null) await model.prepareDemo();
      if (model.desk.permits(demoId, 'start')) await model.desk.start(demoId);
      return { profileId: demoId };
    },
    checkDemo: () => {
      const { listen } = model.book.require(demoId);
      return model.engine.call('checkDemo', { localPort: listen.port });
    },
  };
}

function overwrite(answer: PromptAnswer): void {
  if (answer.kind === 'secret') answer.secret.fill(0);
  if (answer.kind === 'answers') for (const bytes of answer.answers) bytes.fill(0);
}
