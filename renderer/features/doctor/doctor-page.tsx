import { ChevronDown, FileJson, FileText, Save, Waypoints } from 'lucide-react';
import { useEffect } from 'react';
import { summaryOf } from '../../../shared/model/doctor';
import { doctorText } from '../../../shared/text/doctor';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Menu } from '../../components/menu';
import { PageHeader } from '../../components/page-header';
import { Tabs } from '../../components/tabs';
import { openClusters, useClusters } from '../../state/clusters';
import { changeDoctor, saveReport, useDoctor } from '../../state/doctor';
import { useLanguage, useText } from '../../state/facts';
import { SignInDialog } from '../clusters/page-states';
import { PlaceBar } from '../clusters/place-bar';
import { DoctorForm } from './doctor-form';
import sheet from './doctor-page.module.css';
import { DoctorPicture } from './doctor-picture';
import { EgressView } from './egress-view';
import { EmptyDoctor, ReadFailure } from './empty-doctor';
import { Findings } from './findings';
import { SeedTables } from './seed-tables';

const css = classes(sheet);

/** What of AWS stands between this computer and a cluster's pages, and how to mend it. */
export function DoctorPage() {
  const { doctor: text } = useText();
  const words = doctorText(useLanguage());
  const { result, failure } = useDoctor();
  const signingIn = useClusters((state) => state.signIn);
  useEffect(() => void openClusters(), []);
  const counts = result === null ? null : summaryOf(result.report.results);
  const sub =
    counts === null
      ? text.readOnly
      : words.report.summary({
          failed: counts.errors + counts.warnings + counts.infos,
          passed: counts.passed,
          open: counts.unknown + counts.notChecked,
        });
  return (
    <>
      <PageHeader title={text.title} sub={sub} full>
        {result !== null && <SaveButton />}
        <PlaceBar />
      </PageHeader>
      <div className={css('content')}>
        <DoctorForm />
        {failure !== null && <ReadFailure failure={failure} />}
        {failure === null && result === null && <EmptyDoctor />}
        {failure === null && result !== null && <Found />}
      </div>
      {signingIn !== null && <SignInDialog signIn={signingIn} />}
    </>
  );
}

function SaveButton() {
  const { doctor: text } = useText();
  return (
    <div className={css('split')}>
      <Button icon={Save} onClick={() => void saveReport('markdown')}>
        {text.save}
      </Button>
      <Menu
        icon={ChevronDown}
        label={text.otherFormats}
        look="plain"
        size="normal"
        items={[
          { label: text.formats.markdown, icon: FileText, run: () => void saveReport('markdown') },
          { label: text.formats.json, icon: FileJson, run: () => void saveReport('json') },
          { label: text.formats.svg, icon: Waypoints, run: () => void saveReport('svg') },
        ]}
      />
    </div>
  );
}

function Found() {
  const { doctor: text } = useText();
  const words = doctorText(useLanguage());
  const { result, tab } = useDoctor();
  if (result === null) return null;
  const { report, plan } = result;
  const failed = report.results.filter(({ status }) => status === 'fail').length;
  return (
    <section className={css('panel')} aria-label={words.report.title(report.cluster.name)}>
      <DoctorPicture report={report} />
      {report.adviceOnly && <p className={css('advice')}>{words.report.adviceOnly}</p>}
      <Tabs
        label={text.tabs.label}
        chosen={tab}
        onChoose={(key) => changeDoctor({ tab: key })}
        tabs={[
          { key: 'findings', label: text.tabs.findings(failed) },
          { key: 'guides', label: text.tabs.guides },
          { key: 'egress', label: text.tabs.egress },
        ]}
      >
        {tab === 'findings' && <Findings report={report} />}
        {tab === 'guides' && <SeedTables rows={report.seeds} />}
        {tab === 'egress' && <EgressView plan={plan} />}
      </Tabs>
    </section>
  );
}
