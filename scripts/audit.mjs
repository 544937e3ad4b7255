import { auditVerdict } from './lib/audit-report.mjs';
import { capture } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';

/** Asks the registry for advisories about what is shipped: 1 for a high or critical one. */
await runMain(async () => {
  const npm = process.env['npm_execpath'];
  const args = ['audit', '--json', '--omit=dev'];
  const { stdout, stderr } = npm?.endsWith('.js')
    ? await capture(process.execPath, [npm, ...args], { timeoutMs: 120_000 })
    : await capture('npm', args, { timeoutMs: 120_000 });
  const verdict = auditVerdict(stdout);
  switch (verdict.kind) {
    case 'clean':
      say(
        `No high or critical advisory concerns the ${verdict.packages} packages that are shipped.`,
      );
      return 0;
    case 'advisories':
      for (const each of verdict.found) say(each);
      say('Update these, or say in SECURITY.md why they do not concern Culvert. More: npm audit');
      return 1;
    default:
      // Silence is no all-clear, and a registry that keeps no advisories is no fault of ours.
      say(
        `Not checked: this registry answers no audits (${verdict.why || stderr.split('\n')[0]}).`,
      );
      say('Ask one that does, by its address: npm run audit --registry=ADDRESS');
      return 3;
  }
});
