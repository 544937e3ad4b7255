import { useState } from 'react';
import { classes } from '../../components/classes';
import { isComposing } from '../../components/composing';
import { Field } from '../../components/field';
import type { Age, StateFilter } from '../../state/cluster-question';
import { changeFilter, useClusters } from '../../state/clusters';
import { useText } from '../../state/facts';
import sheet from './clusters-page.module.css';

const css = classes(sheet);

const stateFilters: readonly StateFilter[] = ['active', 'usable', 'over', 'all'];
const ages: readonly Age[] = ['any', 'day', 'week', 'month'];

/** Narrows the list: the words at once, the rest by asking AWS again. */
export function FilterBar() {
  const { clusters } = useText();
  const filter = useClusters((state) => state.filter);
  const [tag, setTag] = useState(filter.tag);
  const applyTag = (): void => {
    if (tag.trim() !== filter.tag) void changeFilter({ tag: tag.trim() });
  };
  return (
    <search className={css('bar')}>
      <Field label={clusters.search}>
        {(control) => (
          <input
            {...control}
            type="search"
            data-cluster-search=""
            placeholder={clusters.searchHint}
            value={filter.words}
            onChange={({ target }) => void changeFilter({ words: target.value })}
          />
        )}
      </Field>
      <Field label={clusters.state}>
        {(control) => (
          <select
            {...control}
            value={filter.state}
            onChange={({ target }) => void changeFilter({ state: target.value as StateFilter })}
          >
            {stateFilters.map((each) => (
              <option key={each} value={each}>
                {clusters.filters[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={clusters.age}>
        {(control) => (
          <select
            {...control}
            value={filter.age}
            onChange={({ target }) => void changeFilter({ age: target.value as Age })}
          >
            {ages.map((each) => (
              <option key={each} value={each}>
                {clusters.ages[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={clusters.tag}>
        {(control) => (
          <input
            {...control}
            value={tag}
            placeholder={clusters.tagExample}
            spellCheck={false}
            onChange={({ target }) => setTag(target.value)}
            onBlur={applyTag}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !isComposing(event)) applyTag();
            }}
          />
        )}
      </Field>
    </search>
  );
}
