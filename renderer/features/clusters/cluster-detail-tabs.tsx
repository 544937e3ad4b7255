import type { ReactNode } from 'react';
import type { ClusterDetail } from '../../../shared/model/cluster';
import { classes } from '../../components/classes';
import { useText } from '../../state/facts';
import sheet from './cluster-detail.module.css';

const css = classes(sheet);

interface DetailProps {
  readonly detail: ClusterDetail;
}

/** Release, applications, network and the rest, as a list of terms. */
export function ClusterFacts({ detail }: DetailProps) {
  const { clusters } = useText();
  const text = clusters.detail;
  const { primary, core, serviceAccess } = detail.securityGroups;
  const groups = [
    [primary, text.groupNames.primary],
    [core, text.groupNames.core],
    [serviceAccess, text.groupNames.serviceAccess],
  ] as const;
  const encryption =
    detail.inTransitEncryption === null
      ? text.unknown
      : detail.inTransitEncryption
        ? text.on
        : text.off;
  const parts = [detail.vpc, ...(detail.vpcCidrs ?? []), ...(detail.domains ?? [])];
  const network = parts.filter((each) => each !== null);
  return (
    <dl className={css('facts')}>
      {detail.stateReason !== null && <Fact term={text.why}>{detail.stateReason}</Fact>}
      <Fact term={text.id} mono>
        {detail.id}
      </Fact>
      <Fact term={text.release}>{detail.release ?? text.unknown}</Fact>
      <Fact term={text.applications}>
        {detail.applications.map(({ name, version }) => `${name} ${version}`).join(', ')}
      </Fact>
      <Fact term={text.primary} mono>
        {detail.primaryDns ?? text.notYet}
      </Fact>
      <Fact term={text.groups}>
        {groups.map(
          ([id, role]) =>
            id !== null && (
              <span key={role} className={css('chip')}>
                <span className="mono">{id}</span> {role}
              </span>
            ),
        )}
      </Fact>
      <Fact term={text.subnet} mono>
        {detail.subnet ?? text.unknown}
      </Fact>
      <Fact term={text.vpc} mono>
        {network.length > 0 ? network.join(', ') : text.unknown}
      </Fact>
      <Fact term={text.encryption}>{encryption}</Fact>
      <Fact term={text.keyPair}>{detail.keyName ?? text.none}</Fact>
      <Fact term={text.log} mono>
        {detail.logUri ?? text.none}
      </Fact>
      {Object.keys(detail.tags).length > 0 && (
        <Fact term={text.tags}>
          {Object.entries(detail.tags).map(([key, value]) => (
            <span key={key} className={css('chip')}>
              {key}={value}
            </span>
          ))}
        </Fact>
      )}
    </dl>
  );
}

interface FactProps {
  readonly term: string;
  readonly mono?: boolean;
  readonly children: ReactNode;
}

function Fact({ term, mono = false, children }: FactProps) {
  return (
    <>
      <dt>{term}</dt>
      <dd className={mono ? 'mono' : undefined}>{children}</dd>
    </>
  );
}

/** Instance groups or fleets, and the machines that are there by their private names. */
export function ClusterMachines({ detail }: DetailProps) {
  const { clusters } = useText();
  const text = clusters.detail;
  const kind = detail.collection === 'fleets' ? text.instanceFleets : text.instanceGroups;
  return (
    <>
      {detail.groups.length > 0 && (
        <table aria-label={kind} className={css('table')}>
          <caption>{kind}</caption>
          <tbody>
            {detail.groups.map((group) => (
              <tr key={group.id}>
                <td className={css('role')}>{text.roles[group.group]}</td>
                <td>{group.instanceTypes.join(', ')}</td>
                <td className={css('count')}>{text.running(group.running, group.requested)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {detail.nodes.length === 0 ? (
        <p className={css('dim')}>{text.noNodes}</p>
      ) : (
        <table aria-label={text.nodes} className={css('table')}>
          <caption>{text.nodes}</caption>
          <tbody>
            {detail.nodes.map(({ group, privateDns, privateIp, instanceId }) => (
              <tr key={privateDns}>
                <td className={css('role')}>{text.roles[group]}</td>
                <td className="mono">{privateDns}</td>
                <td className="mono">{privateIp}</td>
                <td className="mono">{instanceId}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The web interfaces its release and applications bring, and where. */
export function ClusterPages({ detail }: DetailProps) {
  const { clusters } = useText();
  const text = clusters.detail;
  if (detail.pages.length === 0) return <p className={css('dim')}>{text.noPages}</p>;
  return (
    <table aria-label={text.pages} className={css('table')}>
      <tbody>
        {detail.pages.map((page) => (
          <tr key={`${page.id} ${page.url}`}>
            <td className={css('role')}>{text.roles[page.group]}</td>
            <td className={css('title')}>
              {page.name}
              {!page.expected && <span className={css('perhaps')}>{text.perhaps}</span>}
            </td>
            <td className="mono">{page.url}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
