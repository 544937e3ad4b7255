import { Copy, FileDown } from 'lucide-react';
import { enableCommand } from '../../../shared/model/flow-format';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { copyText } from '../../state/commands';
import { useText } from '../../state/facts';
import { useFlows } from '../../state/flows';
import { FlowSourceForm } from './flow-source';
import sheet from './flows-page.module.css';

const css = classes(sheet);

/** Before anything is read: what this page tells, and how to get logs that tell it. */
export function FlowEmpty() {
  const { flows: text } = useText();
  const { empty } = text;
  const readsFiles = useFlows((state) => state.form.engine === 'local');
  return (
    <div className={css('empty')}>
      <FileDown aria-hidden="true" className={css('sign')} />
      <h2>{empty.title}</h2>
      <p className={css('text')}>{empty.text}</p>
      {readsFiles && <p className={css('text')}>{empty.stays}</p>}
      <FlowSourceForm />
      <section className={css('how')}>
        <header className={css('howhead')}>
          <h3>{empty.how}</h3>
          <Button size="small" icon={Copy} onClick={() => void copyText(enableCommand)}>
            {empty.copy}
          </Button>
        </header>
        <ol>
          {empty.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <pre className={css('code')}>{enableCommand}</pre>
      </section>
    </div>
  );
}
