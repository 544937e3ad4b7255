import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { copyText } from '../../state/commands';
import { useText } from '../../state/facts';
import sheet from './use-it.module.css';

const css = classes(sheet);

const shownMs = 2_000;

interface CommandLineProps {
  readonly command: string;
  readonly hint: string;
}

/** A command to run elsewhere, with a button that copies it. */
export function CommandLine({ command, hint }: CommandLineProps) {
  const { use } = useText();
  const [copied, setCopied] = useState(false);
  const id = useId();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <div className={css('command')}>
        <code id={id} className={css('code')}>
          {command}
        </code>
        <Button
          size="small"
          icon={copied ? Check : Copy}
          aria-describedby={id}
          onClick={() => void copyText(command).then(setCopied)}
        >
          {copied ? use.copied : use.copy}
        </Button>
      </div>
      <p className={css('hint')}>{hint}</p>
    </>
  );
}
