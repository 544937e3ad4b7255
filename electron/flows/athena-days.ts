/** How the days lie under a place: in its path, and as columns. */
export interface DayLayout {
  /** Beside the place itself, what tells its table from one of another layout. */
  readonly mark: string;
  readonly location: string;
  readonly columns: readonly string[];
  readonly properties: readonly (readonly [string, string])[];
  readonly path: string;
  /** What keeps a question to the days of a scope. */
  readonly within: (from: string | null, to: string | null) => readonly string[];
}

/** How days lie under a place in S3, as the place itself tells. */
export function dayLayout(location: string): DayLayout {
  const place = location.replace(/\/+$/, '');
  return isHive(location) ? hiveDays(place) : plainDays(place);
}

/** Flow logs made with HiveCompatiblePartitions lie under `aws-account-id=…/…/year=2026/month=11/day=22`. */
function isHive(location: string): boolean {
  return location.includes('/aws-account-id=');
}

function plainDays(location: string): DayLayout {
  return {
    mark: '',
    location,
    columns: ['day'],
    properties: [
      ['projection.day.type', 'date'],
      ['projection.day.format', 'yyyy/MM/dd'],
      ['projection.day.range', '2016/01/01,NOW'],
    ],
    path: column('day'),
    within: (from, to) => [
      ...(from === null ? [] : [`day >= '${from}'`]),
      ...(to === null ? [] : [`day <= '${to}'`]),
    ],
  };
}

/** Three columns of digits; a place that names a day already is taken at its root. */
function hiveDays(place: string): DayLayout {
  const number = (name: string, range: string, digits: number) =>
    [
      [`projection.${name}.type`, 'integer'],
      [`projection.${name}.range`, range],
      [`projection.${name}.digits`, `${digits}`],
    ] as const;
  return {
    mark: ' hive',
    location: place.replace(/\/year=.*$/, ''),
    columns: ['year', 'month', 'day'],
    properties: [
      ...number('year', '2016,2099', 4),
      ...number('month', '1,12', 2),
      ...number('day', '1,31', 2),
    ],
    path: ['year', 'month', 'day'].map((name) => `${name}=${column(name)}`).join('/'),
    within: hiveWithin,
  };
}

/**
 * The days exactly, and before that what all of them share: Athena works out the paths it reads from
 * plain comparisons of a column alone.
 */
function hiveWithin(from: string | null, to: string | null): readonly string[] {
  const day = `concat(year, '/', month, '/', day)`;
  const shared: string[] = [];
  const [first = [], last = []] = [from?.split('/'), to?.split('/')];
  for (const [index, name] of ['year', 'month', 'day'].entries()) {
    const [low, high] = [first[index], last[index]];
    if (low !== undefined) shared.push(`${name} >= '${low}'`);
    if (high !== undefined) shared.push(`${name} <= '${high}'`);
    // Of another year all months may be meant, of another month all days.
    if (low !== high) break;
  }
  // What is to come has no files, and each year of folders that are not there takes its time.
  if (to === null) shared.push(`year <= '${new Date().getUTCFullYear()}'`);
  return [
    ...shared,
    ...(from === null ? [] : [`${day} >= '${from}'`]),
    ...(to === null ? [] : [`${day} <= '${to}'`]),
  ];
}

/** A column's value in a path, as Athena's templates name it. */
function column(name: string): string {
  return `\${${name}}`;
}
