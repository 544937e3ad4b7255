import { late } from '../../components/late';

export const TunnelTab = late(async () => (await import('./tunnel-tab')).TunnelTab);
export const TroublePanel = late(async () => (await import('./trouble-panel')).TroublePanel);
export const ExportDialog = late(
  async () => (await import('../export/export-dialog')).ExportDialog,
);
