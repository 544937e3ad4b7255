import { CloudCog, Download, Files, FolderOpen } from 'lucide-react';
import { type FormEvent, useEffect, useRef } from 'react';
import { Button } from '../../components/button';
import { Checkbox } from '../../components/checkbox';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { useLostFocus } from '../../components/lost-focus';
import { Tabs } from '../../components/tabs';
import { useClusters } from '../../state/clusters';
import { useText } from '../../state/facts';
import { type FlowProblemName, flowProblems } from '../../state/flow-form';
import { askAws, changeFlowForm, chooseFlowFiles, fetchRanges, useFlows } from '../../state/flows';
import sheet from './flows-page.module.css';

const css = classes(sheet);

type Named = Exclude<FlowProblemName, 'from' | 'to' | 'place'>;

/** Where the records lie, and which of them are meant. */
export function FlowSourceForm() {
  const { flows: text } = useText();
  const { form, tried } = useFlows();
  const placed = useClusters((state) => state.place !== null);
  const problems = flowProblems(form, placed);
  const shown = (name: FlowProblemName): string | null =>
    tried && problems.has(name) ? text.source.problems[name] : null;
  const whole = useRef<HTMLFormElement>(null);
  const start = useLostFocus<HTMLButtonElement>();
  // The form is higher than the window: what is wrong must not stay out of sight.
  useEffect(() => {
    if (tried) whole.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tried]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (form.engine !== 'local') void askAws();
  };
  return (
    <form ref={whole} className={css('source')} onSubmit={submit}>
      <Tabs
        label={text.source.label}
        chosen={form.engine}
        onChoose={(engine) => changeFlowForm({ engine })}
        tabs={(['local', 'athena', 'insights'] as const).map((key) => ({
          key,
          label: text.source.engines[key],
        }))}
      >
        <div className={css('sourcebody')}>
          <p className={css('note')}>{text.source.notes[form.engine]}</p>
          {form.engine === 'athena' && <AthenaFields shown={shown} />}
          {form.engine === 'insights' && (
            <Text name="logGroups" problem={shown('logGroups')} placeholder="vpc-flow-logs" wide />
          )}
          <ClusterField problem={shown('clusterId') ?? shown('place')} />
          <Moment name="from" problem={shown('from')} />
          <Moment name="to" problem={shown('to')} />
          <Text name="format" problem={shown('format')} placeholder={text.empty.formatHint} wide />
          <div className={css('row', 'wide')}>
            {form.engine === 'local' ? (
              <>
                <Button
                  ref={start}
                  look="primary"
                  icon={Files}
                  onClick={() => void chooseFlowFiles('files')}
                >
                  {text.chooseFiles}
                </Button>
                <Button icon={FolderOpen} onClick={() => void chooseFlowFiles('folder')}>
                  {text.chooseFolder}
                </Button>
              </>
            ) : (
              <Button ref={start} submit look="primary" icon={CloudCog}>
                {text.source.ask[form.engine]}
              </Button>
            )}
            <Button
              look="quiet"
              icon={Download}
              title={text.ranges.help}
              onClick={() => void fetchRanges()}
            >
              {text.ranges.fetch}
            </Button>
          </div>
        </div>
      </Tabs>
    </form>
  );
}

function AthenaFields({ shown }: { readonly shown: (name: FlowProblemName) => string | null }) {
  const { flows: text } = useText();
  const parquet = useFlows((state) => state.form.parquet);
  return (
    <>
      <Text
        name="location"
        problem={shown('location')}
        placeholder="s3://bucket/AWSLogs/123456789012/vpcflowlogs/ap-northeast-2"
        wide
      />
      <Text name="output" problem={shown('output')} placeholder={text.source.outputHint} wide />
      <Text name="workgroup" problem={shown('workgroup')} />
      <Text name="database" problem={shown('database')} />
      <div className={css('wide')}>
        <Checkbox
          label={text.source.parquet}
          checked={parquet}
          onChange={({ target }) => changeFlowForm({ parquet: target.checked })}
        />
      </div>
    </>
  );
}

interface TextProps {
  readonly name: Named;
  readonly problem: string | null;
  readonly placeholder?: string;
  readonly wide?: boolean;
}

function Text({ name, problem, placeholder = '', wide = false }: TextProps) {
  const { flows: text } = useText();
  const value = useFlows((state) => state.form[name]);
  return (
    <div className={css('part', wide && 'wide')}>
      <Field label={text.source.fields[name]} problem={problem} mono>
        {(control) => (
          <input
            {...control}
            value={value}
            placeholder={placeholder}
            spellCheck={false}
            onChange={({ target }) => changeFlowForm({ [name]: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Moment({
  name,
  problem,
}: {
  readonly name: 'from' | 'to';
  readonly problem: string | null;
}) {
  const { flows: text } = useText();
  const value = useFlows((state) => state.form[name]);
  return (
    <div className={css('part')}>
      <Field label={text.source.fields[name]} problem={problem}>
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={value}
            onChange={({ target }) => changeFlowForm({ [name]: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

/** Clusters that the Clusters page has listed are offered; any id can be typed. */
function ClusterField({ problem }: { readonly problem: string | null }) {
  const { flows: text } = useText();
  const value = useFlows((state) => state.form.clusterId);
  const known = useClusters((state) => state.list) ?? [];
  return (
    <div className={css('part', 'wide')}>
      <Field
        label={text.source.fields.clusterId}
        problem={problem}
        hint={text.source.clusterHint}
        mono
      >
        {(control) => (
          <input
            {...control}
            list="flow-clusters"
            value={value}
            placeholder="j-2AXXXXXXGAPLF"
            spellCheck={false}
            onChange={({ target }) => changeFlowForm({ clusterId: target.value })}
          />
        )}
      </Field>
      <datalist id="flow-clusters">
        {known.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </div>
  );
}
