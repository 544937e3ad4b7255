import { parseArgs } from 'node:util';
import { failureFrom } from '../shared/model/failure';
import { deskSource } from './aws/desk-source';
import { clusterHandlers } from './engine/cluster-handlers';
import { doctorHandlers } from './engine/doctor-handlers';
import { dataFolder } from './engine/folders';
import { Jobs } from './engine/jobs';
import { pageHandlers } from './engine/page-handlers';
import { PromptBroker } from './engine/prompt-broker';
import { type EnginePort, publishFrom, serveEngine } from './engine/serve';
import { createServices } from './engine/services';

/** Entry of the engine process: the engine's services behind the contract with main. */
function run(port: EnginePort): void {
  const { values } = parseArgs({ options: { 'data-dir': { type: 'string' } }, strict: false });
  const folder = values['data-dir'];
  const publish = publishFrom(port);
  const prompts = new PromptBroker({
    opened: (prompt) => publish('promptOpened', prompt),
    closed: (promptId) => publish('promptClosed', { promptId }),
  });
  const jobs = new Jobs({
    progress: (progress) => publish('jobProgress', progress),
    slowed: (told) => publish('jobSlowed', told),
  });
  const desk = deskSource({ questions: prompts.awsQuestions() });
  const { tunnels, keys, demonstration } = createServices({
    dataFolder: typeof folder === 'string' ? folder : dataFolder(process.env, process.platform),
    keyWorkerUrl: new URL('./key-worker.js', import.meta.url),
    desk,
    questions: (profileId) => prompts.questionsOf(profileId),
    onView: (view) => publish('tunnel', view),
    onReach: (reach) => publish('reach', reach),
    onCluster: (profileId, cluster) => publish('tunnelCluster', { profileId, cluster }),
    onLog: (profileId, event) => publish('log', { profileId, event }),
    onRemember: (profileId, proven) => publish('remember', { profileId, ...proven }),
  });

  serveEngine(port, {
    start: async (request) =>
      tunnels.start(request.profile.demo ? await demonstration.request(request) : request),
    stop: ({ profileId }) => tunnels.stop(profileId),
    stopAll: () => tunnels.stopAll().then(() => undefined),
    nudge: async ({ why }) => tunnels.suspect(why),
    checkReach: ({ profileId }) => tunnels.checkReach(profileId),
    openRequests: async ({ profileId }) => tunnels.requests(profileId),
    answerPrompt: async ({ promptId, answer }) => prompts.answer(promptId, answer),
    ...clusterHandlers({ desk, jobs, publish }),
    ...doctorHandlers({ desk, jobs }),
    ...pageHandlers({ desk, jobs, tunnels }),
    cancelJob: async ({ jobId }) => jobs.cancel(jobId),
    inspectKey: async ({ path }) => {
      try {
        return { readable: true, facts: await keys.inspect(path) };
      } catch (error) {
        return { readable: false, failure: failureFrom(error) };
      }
    },
    prepareDemo: async () => {
      const { host, port: sshPort, user, keyPath } = await demonstration.bastion();
      return { host, port: sshPort, user, keyPath };
    },
    checkDemo: async ({ localPort }) => {
      const { pages } = await demonstration.bastion();
      const { checkPages } = await import('./demo/check-pages');
      return checkPages(localPort, pages);
    },
  });
}

const { parentPort } = process as NodeJS.Process & { parentPort?: EnginePort };
if (parentPort === undefined) throw new Error('the engine is started by the app, not by hand');
run(parentPort);
