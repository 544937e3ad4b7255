import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { presignedInstead } from '../../../shared/emr/presigned';
import type { Failure, FailureCode } from '../../../shared/model/failure';
import type { ProfileView } from '../../../shared/model/profile-view';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { valueOrTold } from '../../state/calls';
import { useText } from '../../state/facts';
import sheet from './pages-tab.module.css';

const css = classes(sheet);

/** Then the way is at fault and not the application, which AWS may still reach. */
const unreached: ReadonlySet<FailureCode> = new Set([
  'destination-timeout',
  'destination-unreachable',
  'destination-unresolvable',
  'forwarding-prohibited',
]);

/** Whether AWS may show a page that the tunnel does not reach. */
export function mayBePresigned({ cluster }: ProfileView, url: string, cause: Failure): boolean {
  return cluster?.last != null && unreached.has(cause.code) && presignedInstead(url) !== null;
}

interface OpenPresignedProps {
  readonly profileId: string;
  readonly url: string;
}

/** Has AWS show the page, in the default browser; it may take a while, and can be called off. */
export function OpenPresigned({ profileId, url }: OpenPresignedProps) {
  const { clusterPages, editor } = useText();
  const [jobId, setJobId] = useState<string | null>(null);
  const open = (): void => {
    const id = crypto.randomUUID();
    setJobId(id);
    void valueOrTold(window.culvert.openPresigned({ jobId: id, profileId, url })).finally(() =>
      setJobId(null),
    );
  };
  return (
    <div className={css('instead')}>
      <Button size="small" icon={ExternalLink} busy={jobId !== null} onClick={open}>
        {jobId === null ? clusterPages.presigned : clusterPages.preparing}
      </Button>
      {jobId === null ? (
        <p>{clusterPages.presignedHint}</p>
      ) : (
        <Button size="small" look="quiet" onClick={() => void window.culvert.cancelJob({ jobId })}>
          {editor.cancel}
        </Button>
      )}
    </div>
  );
}
