import { useEffect } from 'react';
import { classes } from '../components/classes';
import { ToastList } from '../components/toast-list';
import { ClustersPage } from '../features/clusters/clusters-page';
import { DoctorPage } from '../features/doctor/doctor-page';
import { EditorPage } from '../features/editor/editor-page';
import { FlowsPage } from '../features/flows/flows-page';
import { DropZone } from '../features/imports/drop-zone';
import { ImportDialog } from '../features/imports/import-dialog';
import { LogPage } from '../features/log/log-page';
import { PromptDialog } from '../features/prompts/prompt-dialog';
import { SettingsPage } from '../features/settings/settings-page';
import { TunnelsPage } from '../features/tunnels/tunnels-page';
import { type Page, useApp } from '../state/app-store';
import { useEditor } from '../state/editor';
import { useLanguage, useText } from '../state/facts';
import { dismissToast, useToasts } from '../state/toasts';
import sheet from './app.module.css';
import { ErrorBoundary } from './error-boundary';
import { LiveRegion } from './live-region';
import { Navigation } from './navigation';

const css = classes(sheet);

/** The whole window: navigation, the page, and what may lie over it. */
export function App() {
  const ready = useApp((state) => state.facts !== null);
  const text = useText();
  const toasts = useToasts((state) => state.toasts);
  useDocument();
  return (
    <>
      {ready ? <Shell /> : <p className="only-heard">{text.errors.loading}</p>}
      <ToastList
        label={text.list.notices}
        toasts={toasts}
        dismissLabel={text.list.dismiss}
        onDismiss={dismissToast}
      />
    </>
  );
}

function Shell() {
  const { errors } = useText();
  const page = useApp((state) => state.page);
  return (
    <div className={css('shell')}>
      <Navigation />
      <main className={css('page')}>
        <ErrorBoundary key={page} words={errors}>
          <CurrentPage page={page} />
        </ErrorBoundary>
      </main>
      <ImportDialog />
      <PromptDialog />
      {/* Flow logs are dropped on their own page. */}
      {page !== 'flows' && <DropZone />}
      <LiveRegion />
    </div>
  );
}

function CurrentPage({ page }: { readonly page: Page }) {
  const editing = useEditor((state) => state.editing);
  if (page === 'clusters') return <ClustersPage />;
  if (page === 'doctor') return <DoctorPage />;
  if (page === 'flows') return <FlowsPage />;
  if (page === 'log') return <LogPage />;
  if (page === 'settings') return <SettingsPage />;
  return editing === null ? <TunnelsPage /> : <EditorPage editing={editing} />;
}

/** Hands the chosen language and theme to the document, where CSS and screen readers look. */
function useDocument(): void {
  const language = useLanguage();
  const theme = useApp((state) => state.facts?.preferences.theme ?? 'system');
  useEffect(() => {
    document.documentElement.lang = language;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
}
