import { BrandMark } from '../components/brand-mark';
import { classes } from '../components/classes';
import { type Page, showPage, useApp } from '../state/app-store';
import { useBadges } from '../state/badges';
import { leaveEditor } from '../state/editor';
import { useFacts, useText } from '../state/facts';
import sheet from './navigation.module.css';
import { type NavigationEntry, navigationEntries } from './navigation-entries';

const css = classes(sheet);

/** The pages of the window. Going to the page one is on leaves an open editor. */
export function Navigation() {
  const { navigation } = useText();
  const entry = (each: NavigationEntry) => <Entry key={each.page} entry={each} />;
  return (
    <nav aria-label={navigation.label} className={css('side')}>
      <div className={css('brand')}>
        <BrandMark />
        <span className={css('label')}>Culvert</span>
      </div>
      {navigationEntries.filter(({ foot }) => !foot).map(entry)}
      <div className={css('gap')} />
      {navigationEntries.filter(({ foot }) => foot).map(entry)}
    </nav>
  );
}

function Entry({ entry: { page, icon: Icon } }: { readonly entry: NavigationEntry }) {
  const { navigation } = useText();
  const current = useApp((state) => state.page === page);
  return (
    <button
      type="button"
      aria-label={navigation[page]}
      title={navigation[page]}
      aria-current={current ? 'page' : undefined}
      className={css('entry')}
      onClick={() => {
        if (current) leaveEditor();
        showPage(page);
      }}
    >
      <Icon aria-hidden="true" className={css('icon')} />
      <span className={css('label')}>{navigation[page]}</span>
      <Badge page={page} />
    </button>
  );
}

function Badge({ page }: { readonly page: Page }) {
  const tunnels = useFacts(({ profiles }) => profiles.length);
  const found = useBadges(({ doctor }) => doctor);
  const count = page === 'tunnels' ? tunnels : page === 'doctor' ? found : 0;
  if (count === 0) return null;
  return <span className={css('badge', page === 'doctor' && 'bad')}>{count}</span>;
}
