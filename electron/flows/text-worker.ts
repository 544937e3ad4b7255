import { parentPort, workerData } from 'node:worker_threads';
import { TextGatherer } from './gather-texts';
import type { GatherWork, PieceRead } from './gathered';

const gatherer = new TextGatherer(workerData as GatherWork, (gathered) =>
  parentPort?.postMessage(gathered),
);
parentPort?.on('message', ({ path }: PieceRead) => gatherer.pieceRead(path));
await gatherer.gather();
// Nothing is waited for any more: the last piece is read without it.
parentPort?.close();
