import { late } from '../components/late';
import { PageHeader } from '../components/page-header';
import { useApp } from '../state/app-store';
import { useEditor } from '../state/editor';
import { useText } from '../state/facts';

// In the order in which they are loaded once the window is drawn: what may be asked for first.

export const PromptDialog = late(
  async () => (await import('../features/prompts/prompt-dialog')).PromptDialog,
);
export const EditorPage = late(
  async () => (await import('../features/editor/editor-page')).EditorPage,
  ComingEditor,
);
export const ImportDialog = late(
  async () => (await import('../features/imports/import-dialog')).ImportDialog,
);
export const ClustersPage = late(
  async () => (await import('../features/clusters/clusters-page')).ClustersPage,
  ComingPage,
);
export const DoctorPage = late(
  async () => (await import('../features/doctor/doctor-page')).DoctorPage,
  ComingPage,
);
export const FlowsPage = late(
  async () => (await import('../features/flows/flows-page')).FlowsPage,
  ComingPage,
);
export const LogPage = late(
  async () => (await import('../features/log/log-page')).LogPage,
  ComingPage,
);
export const SettingsPage = late(
  async () => (await import('../features/settings/settings-page')).SettingsPage,
  ComingPage,
);

/** A page's title, where it will stay when the page has come. */
function ComingPage() {
  const { navigation } = useText();
  return <PageHeader title={navigation[useApp((state) => state.page)]} />;
}

function ComingEditor() {
  const { editor } = useText();
  const isNew = useEditor((state) => state.editing?.profileId === null);
  return <PageHeader title={isNew ? editor.newTitle : editor.editTitle} />;
}
