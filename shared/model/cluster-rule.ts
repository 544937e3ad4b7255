import type { ClusterRule } from './cluster-binding';

/** A rule as people write it: an id, a name, or `key=value`. */
export function ruleText(rule: ClusterRule): string {
  switch (rule.by) {
    case 'id':
      return rule.id;
    case 'name':
      return rule.name;
    case 'tag':
      return `${rule.key}=${rule.value}`;
  }
}
