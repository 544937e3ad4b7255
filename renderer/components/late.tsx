import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** A part of the window whose code is loaded after the window was first drawn. */
export interface LatePart<Props> {
  (props: Props): ReactNode;
  /** Loads the code, once; rejects when it cannot be loaded. */
  load(): Promise<void>;
}

const parts: LatePart<never>[] = [];

/**
 * Makes a part late. Once its code is there it is drawn at once, like any other; asked for before, it
 * is loaded and takes the place of what is shown meanwhile. React's own `lazy` would show something
 * else first even then, and for a third of a second.
 *
 * @param bring imports the part.
 * @param Meanwhile what is shown until it has come; nothing by default.
 */
export function late<Props extends object>(
  bring: () => Promise<ComponentType<Props>>,
  Meanwhile: ComponentType = Nothing,
): LatePart<Props> {
  let Part: ComponentType<Props> | null = null;
  let coming: Promise<void> | null = null;
  const load = (): Promise<void> => {
    coming ??= bring().then(
      (part) => {
        Part = part;
      },
      (error: unknown) => {
        // Asked again, it may be there.
        coming = null;
        throw error;
      },
    );
    return coming;
  };
  function Late(props: Props): ReactNode {
    const [arrived, setArrived] = useState(Part !== null);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    useEffect(() => {
      if (arrived) return;
      load().then(
        () => setArrived(true),
        (error: unknown) => setFailure({ error }),
      );
    }, [arrived]);
    // For the boundary around it, which says so.
    if (failure !== null) throw failure.error;
    return Part === null ? <Meanwhile /> : <Part {...props} />;
  }
  const part = Object.assign(Late, { load });
  parts.push(part);
  return part;
}

function Nothing(): ReactNode {
  return null;
}

/**
 * Loads every late part there is, one after the other and only while the window has nothing else to
 * do, so that a person who asks for one finds it there.
 */
export async function loadLateParts(): Promise<void> {
  for (const { load } of parts) {
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
    // Whoever asks for a part that could not be loaded is told then.
    await load().catch(() => undefined);
  }
}
