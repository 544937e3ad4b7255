import type { ClusterDetail, ClusterSummary } from '../../shared/model/cluster';
import type { ClusterBinding, ClusterRule } from '../../shared/model/cluster-binding';
import { pagesToCheck } from '../../shared/model/cluster-binding';
import { profileDefaults } from '../../shared/model/profile-defaults';
import type { ProfileView } from '../../shared/model/profile-view';
import { showPage, takeProfile, useApp } from './app-store';
import { tell } from './calls';
import { readDetail, startUsing, useClusters } from './clusters';
import { startTunnel } from './commands';
import { checkForm } from './draft';
import { editFrom, leaveEditorOf } from './editor';
import { currentText } from './facts';
import { type FormValues, formOf, newForm } from './form-values';
import { showToast } from './toasts';

export type Follow =
  | { readonly by: 'id' }
  | { readonly by: 'name' }
  | { readonly by: 'tag'; readonly key: string; readonly value: string };

/** What a person chose in "Use this cluster". */
export interface UseChoice {
  /** Null makes a new tunnel. */
  readonly profileId: string | null;
  readonly follow: Follow;
  /** Log in to the primary node itself. */
  readonly login: boolean;
}

/** Ties a stored tunnel to a cluster, or opens the editor with a new one that is. */
export async function tieCluster(
  cluster: ClusterSummary,
  choice: UseChoice,
  thenStart: boolean,
): Promise<void> {
  const { place } = useClusters.getState();
  if (place === null) return;
  await readDetail(cluster);
  const detail = useClusters.getState().details[cluster.id];
  const { id, name } = cluster;
  const binding: ClusterBinding = {
    ...place,
    rule: ruleOf(choice.follow, cluster),
    login: choice.login,
    last: { id, name },
  };
  const profiles = useApp.getState().facts?.profiles ?? [];
  const stored = profiles.find((profile) => profile.id === choice.profileId);
  if (stored === undefined) {
    const base = profiles.findLast(({ kind, demo }) => kind === 'dynamic' && !demo);
    startUsing(null);
    editFrom(withCluster(basedOn(base, profiles, cluster.name), binding, detail));
    return;
  }
  const checked = checkForm(withCluster(formOf(stored), binding, detail));
  if (!checked.ok) {
    // What is stored lacks something only the form can ask for.
    startUsing(null);
    editFrom(withCluster(formOf(stored), binding, detail), stored);
    return;
  }
  const answer = await window.culvert.saveProfile({
    profileId: stored.id,
    draft: checked.draft,
    secret: null,
  });
  if (!answer.ok) {
    tell(answer.error);
    return;
  }
  startUsing(null);
  takeProfile(answer.value);
  leaveEditorOf(stored.id);
  showPage('tunnels');
  showToast({ text: currentText().clusters.dialog.saved(answer.value.name) });
  if (thenStart) await startTunnel(answer.value.id);
}

function ruleOf(follow: Follow, { id, name }: ClusterSummary): ClusterRule {
  if (follow.by === 'id') return { by: 'id', id };
  return follow.by === 'name' ? { by: 'name', name } : follow;
}

/** A new tunnel's form with the bastion and the key of the latest tunnel: most people have one. */
function basedOn(
  base: ProfileView | undefined,
  profiles: readonly ProfileView[],
  name: string,
): FormValues {
  const fresh = { ...newForm(profiles), name: name.slice(0, 80) };
  if (base === undefined || base.cluster?.login) return fresh;
  const { host, sshPort, user, authentication, key, way } = formOf(base);
  return { ...fresh, host, sshPort, user, authentication, key, way };
}

function withCluster(
  values: FormValues,
  cluster: ClusterBinding,
  detail: ClusterDetail | undefined,
): FormValues {
  const pages = detail === undefined ? [] : pagesToCheck(detail.pages);
  const tied = {
    ...values,
    pages: pages.length > 0 ? pages.join('\n') : values.pages,
    way: { ...values.way, cluster },
  };
  if (!cluster.login) return tied;
  return { ...tied, host: detail?.primaryDns ?? values.host, user: profileDefaults.clusterUser };
}
