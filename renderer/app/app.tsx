import { useEffect } from 'react';
import { classes } from '../components/classes';
import { ErrorBoundary } from '../components/error-boundary';
import { ToastList } from '../components/toast-list';
import { DropZone } from '../features/imports/drop-zone';
import { TunnelsPage } from '../features/tunnels/tunnels-page';
import { type Page, useApp } from '../state/app-store';
import { useEditor } from '../state/editor';
import { useLanguage, useText } from '../state/facts';
import { useImports } from '../state/imports';
import { currentPrompt } from '../state/prompt-queue';
import { dismissToast, useToasts } from '../state/toasts';
import { loadWords, useLoadedWords } from '../state/words';
import sheet from './app.module.css';
import {
  ClustersPage,
  DoctorPage,
  EditorPage,
  FlowsPage,
  ImportDialog,
  LogPage,
  PromptDialog,
  SettingsPage,
} from './late-parts';
import { LiveRegion } from './live-region';
import { Navigation } from './navigation';
import { undoKey, useUndoKey } from './undo-key';

const css = classes(sheet);

/** The whole window: navigation, the page, and what may lie over it. */
export function App() {
  const ready = useApp((state) => state.facts !== null && state.spoken);
  const text = useText();
  const toasts = useToasts((state) => state.toasts);
  const onTunnels = useApp((state) => state.page === 'tunnels');
  const editing = useEditor((state) => state.editing !== null);
  const platform = useApp((state) => state.facts?.about.platform);
  useDocument();
  useUndoKey();
  return (
    <>
      {ready ? <Shell /> : <p className="only-heard">{text.errors.loading}</p>}
      <ToastList
        label={text.list.notices}
        toasts={toasts}
        dismissLabel={text.list.dismiss}
        onDismiss={dismissToast}
        raised={onTunnels && editing}
        shortcut={undoKey(platform)}
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
        <Dialogs />
      </main>
      {/* Flow logs are dropped on their own page. */}
      {page !== 'flows' && <DropZone />}
      <LiveRegion />
    </div>
  );
}

/** What is asked over any page. One that fails must not take along what was typed on the page. */
function Dialogs() {
  const { errors } = useText();
  const importing = useImports((state) => state.importing !== null);
  const asked = useApp(({ facts, answered }) => currentPrompt(facts?.prompts ?? [], answered));
  return (
    <>
      {importing && (
        <ErrorBoundary words={errors}>
          <ImportDialog />
        </ErrorBoundary>
      )}
      {asked !== null && (
        <ErrorBoundary words={errors}>
          <PromptDialog />
        </ErrorBoundary>
      )}
    </>
  );
}

function CurrentPage({ page }: { readonly page: Page }) {
  const editing = useEditor((state) => state.editing);
  if (page === 'clusters') return <ClustersPage />;
  if (page === 'doctor') return <DoctorPage />;
  if (page === 'flows') return <FlowsPage />;
  if (page === 'log') return <LogPage />;
  if (page === 'settings') return <SettingsPage />;
  return editing === null ? (
    <TunnelsPage />
  ) : (
    <EditorPage key={editing.opening} editing={editing} />
  );
}

/** Hands the chosen language and theme to the document, where CSS and screen readers look. */
function useDocument(): void {
  const language = useLanguage();
  const theme = useApp((state) => state.facts?.preferences.theme ?? 'system');
  const spoken = useLoadedWords((loaded) => (loaded[language] === undefined ? 'en' : language));
  // Usually they are there: whoever changes the language has them loaded first.
  useEffect(() => void loadWords(language), [language]);
  useEffect(() => {
    document.documentElement.lang = spoken;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [spoken, theme]);
}
