import { Check, Download, X } from 'lucide-react';
import { useState } from 'react';
import type { CallResult } from '../../../shared/contract/window';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { valueOrTold } from '../../state/calls';
import { useText, useTunnel } from '../../state/facts';
import sheet from './use-it.module.css';

const css = classes(sheet);

type DemoPages = CallResult<'checkDemo'>;

/** Fetches the demonstration's pages through its tunnel and shows what came back. */
export function DemoCheck({ profileId }: { readonly profileId: string }) {
  const { use } = useText();
  const { state } = useTunnel(profileId);
  const [pages, setPages] = useState<DemoPages>([]);
  const [fetching, setFetching] = useState(false);
  const ready = state.state === 'up' || state.state === 'suspect';

  const fetchPages = async (): Promise<void> => {
    setFetching(true);
    const answer = await valueOrTold(window.culvert.checkDemo(undefined));
    setPages(answer?.value ?? []);
    setFetching(false);
  };

  return (
    <section className={css('part', 'demo')}>
      <h3>{use.demoTitle}</h3>
      <p className={css('hint')}>{use.demoHint}</p>
      <div className={css('fetch')}>
        <Button
          size="small"
          icon={Download}
          disabled={!ready}
          busy={fetching}
          onClick={() => void fetchPages()}
        >
          {fetching ? use.demoFetching : use.demoFetch}
        </Button>
        {!ready && <span className={css('hint')}>{use.demoStart}</span>}
      </div>
      {pages.length > 0 && (
        <ul className={css('pages')}>
          {pages.map((page) => (
            <li key={page.url} className={css('page')}>
              {page.ok ? (
                <Check aria-hidden="true" className={css('mark', 'good')} />
              ) : (
                <X aria-hidden="true" className={css('mark', 'bad')} />
              )}
              <span>{page.name}</span>
              <code className={css('url')} title={page.url}>
                {page.url}
              </code>
              <span className={css('took')}>
                {page.ok
                  ? `${use.demoOk} · ${use.milliseconds(Math.round(page.milliseconds))}`
                  : use.demoFailed}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
