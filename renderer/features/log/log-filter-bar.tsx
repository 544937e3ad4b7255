import type { LogLevel } from '../../../shared/model/log';
import type { ProfileView } from '../../../shared/model/profile-view';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { useText } from '../../state/facts';
import type { LogFilter } from './log-filter';
import sheet from './log-filter-bar.module.css';

const css = classes(sheet);

const levels: readonly LogLevel[] = ['info', 'warning', 'error'];

interface LogFilterBarProps {
  readonly filter: LogFilter;
  readonly profiles: readonly ProfileView[];
  readonly onChange: (filter: LogFilter) => void;
}

/** Narrows the log to words, a level and a tunnel. */
export function LogFilterBar({ filter, profiles, onChange }: LogFilterBarProps) {
  const { log } = useText();
  return (
    <search className={css('bar')}>
      <Field label={log.filter}>
        {(control) => (
          <input
            {...control}
            type="search"
            value={filter.words}
            onChange={({ target }) => onChange({ ...filter, words: target.value })}
          />
        )}
      </Field>
      <Field label={log.level}>
        {(control) => (
          <select
            {...control}
            value={filter.level}
            onChange={({ target }) =>
              onChange({
                ...filter,
                level: levels.find((level) => level === target.value) ?? 'info',
              })
            }
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {log.levels[level]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={log.tunnel}>
        {(control) => (
          <select
            {...control}
            value={filter.profileId ?? ''}
            onChange={({ target }) =>
              onChange({ ...filter, profileId: target.value === '' ? null : target.value })
            }
          >
            <option value="">{log.allTunnels}</option>
            {profiles.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </search>
  );
}
