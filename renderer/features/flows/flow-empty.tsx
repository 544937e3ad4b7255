import { Copy, FileDown, Files, FolderOpen } from 'lucide-react';
import { enableCommand } from '../../../shared/model/flow-format';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { copyText } from '../../state/commands';
import { useText } from '../../state/facts';
import { changeFlowFormat, chooseFlowFiles, useFlows } from '../../state/flows';
import sheet from './flows-page.module.css';

const css = classes(sheet);

/** Before anything is read: what this page tells, and how to get logs that tell it. */
export function FlowEmpty() {
  const { flows: text } = useText();
  const { empty } = text;
  return (
    <div className={css('empty')}>
      <FileDown aria-hidden="true" className={css('sign')} />
      <h2>{empty.title}</h2>
      <p className={css('text')}>{empty.text}</p>
      <div className={css('row')}>
        <Button look="primary" icon={Files} onClick={() => void chooseFlowFiles('files')}>
          {text.chooseFiles}
        </Button>
        <Button icon={FolderOpen} onClick={() => void chooseFlowFiles('folder')}>
          {text.chooseFolder}
        </Button>
      </div>
      <FormatFields />
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

function FormatFields() {
  const { flows } = useText();
  const { empty } = flows;
  const { format, region } = useFlows();
  return (
    <div className={css('fields')}>
      <Field label={empty.format} mono>
        {(control) => (
          <input
            {...control}
            value={format}
            placeholder={empty.formatHint}
            onChange={({ target }) => changeFlowFormat({ format: target.value })}
          />
        )}
      </Field>
      <Field label={empty.region} mono>
        {(control) => (
          <input
            {...control}
            value={region}
            placeholder="ap-northeast-2"
            onChange={({ target }) => changeFlowFormat({ region: target.value })}
          />
        )}
      </Field>
    </div>
  );
}
