import { useEffect, useState } from 'react';
import type { OpenRequests } from '../../shared/model/open-request';

const everyMs = 1_000;
const none: OpenRequests = { shown: [], total: 0 };

/**
 * Where programs go through a tunnel, asked for each second while somebody looks.
 *
 * @param running false when the tunnel has no port: nothing is asked then, and the list is empty.
 */
export function useOpenRequests(profileId: string, running: boolean): OpenRequests {
  const [requests, setRequests] = useState(none);
  useEffect(() => {
    setRequests(none);
    if (!running) return undefined;
    let looking = true;
    let next: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const found = await window.culvert.openRequests({ profileId });
      if (!looking) return;
      // An engine that is being started again has no requests: the next look finds them.
      setRequests(found.ok ? found.value : none);
      next = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      looking = false;
      clearTimeout(next);
    };
  }, [profileId, running]);
  return requests;
}
