import { koreanChecks } from './ko-checks';
import { type DoctorText, some } from './words';

/** The network doctor in Korean. */
export const korean: DoctorText = {
  checks: koreanChecks,
  reasons: {
    denied: (needs) => `확인하지 못함: ${some(needs, 9)} 권한 필요`,
    'call-failed': (needs) => `확인하지 못함: ${some(needs, 9)} 호출 실패`,
    'no-bastion': () => '확인하지 못함: 배스천을 고르지 않음',
    'name-unresolved': () => '확인하지 못함: 이 컴퓨터도 EC2도 배스천의 이름을 알지 못함',
    'no-address': () => '내 퍼블릭 주소를 알 수 없음',
    'no-public-address': () =>
      '배스천에 퍼블릭 주소가 없음: VPN, SSM 또는 엔드포인트로 접속하는 배스천',
    'address-range': () =>
      '규칙이 네트워크의 일부만 허용하는데 그 안에서 배스천의 주소를 알 수 없음',
    'outside-vpc': () => '배스천이 이 리전의 인스턴스가 아님',
    'endpoint-place': () => '규칙이 네트워크의 일부만 허용하는데, 엔드포인트의 서브넷을 알 수 없음',
    'no-nodes': () => '살펴볼 노드나 그룹이 없음',
    'no-pages': () => '해당 없음: 이 노드에는 페이지가 없음',
    'not-applicable': () => '이 릴리스나 설정에는 해당 없음',
    'unknown-release': () => '클러스터의 릴리스를 알 수 없음',
    'unseen-route': () => '경로가 안을 볼 수 없는 장비, 게이트웨이 또는 주소 목록으로 이어짐',
    'conditional-policy': () => '정책에 요청마다 달라지는 조건이 있음',
  },
  severities: { error: '오류', warn: '경고', info: '참고' },
  statuses: { pass: '정상', fail: '발견', unknown: '알 수 없음', 'not-checked': '확인 못 함' },
  stretches: { ssh: 'SSH', primary: '페이지', workers: '노드', services: '서비스' },
  seedTables: {
    'bastion-ingress': '배스천, 인바운드',
    'master-ingress': '프라이머리 노드, 인바운드',
    'master-egress': '프라이머리 노드, 아웃바운드',
    'slave-egress': '코어·태스크 노드, 아웃바운드',
    conditions: '조건부',
    gaps: '안내서에 빠진 것',
  },
  seedVerdicts: {
    required: '필요',
    unneeded: '필요 없음',
    'too-wide': '너무 넓음',
    'can-narrow': '좁힐 수 있음',
    obsolete: '더는 쓰지 않음',
    gap: '빠져 있음',
    'not-possible': '규칙으로 쓸 수 없음',
  },
  seedWhys: {
    socks:
      'SOCKS 리스너는 내 컴퓨터의 SSH 클라이언트가 여는 소켓입니다. 배스천에는 SSH 포트로 연결 하나만 들어오고 거기서 밖으로 연결합니다. 8157에서 기다리는 것은 없습니다.',
    ssh: '터널 전체가 sshd로 가는 TCP 연결 하나입니다.',
    'all-ports': '설치된 페이지의 포트만으로 충분합니다.',
    'service-8443': '릴리스 7.x까지 EMR 서비스가 이 포트로 노드를 호출합니다.',
    'service-8443-obsolete': '8.0.0부터는 노드가 엔드포인트를 호출합니다.',
    intra: 'Hadoop 데몬과 컨테이너는 노드 사이에서 임의의 포트를 씁니다.',
    http: '패키지 저장소는 S3에 있으므로 S3 접두사 목록이면 충분합니다.',
    https:
      'S3와 DynamoDB의 접두사 목록, 인터페이스 엔드포인트의 그룹이면 충분합니다. NAT로 가는 서비스가 있을 때만 전체를 엽니다.',
    'gap-workers':
      'NodeManager, DataNode, RegionServer 페이지와 컨테이너 로그는 코어·태스크 노드에 있습니다. 이 규칙이 없으면 멈춥니다.',
    'gap-9443': '5.30.0(2020년 5월)부터 프라이머리 노드가 이 포트로 EMR 서비스를 호출합니다.',
    'gap-443': '8.0.0부터 노드가 이 포트로 EMR 서비스 엔드포인트를 호출합니다.',
    'gap-bastion-egress': '배스천의 아웃바운드를 제한했다면 페이지 포트도 넣어야 합니다.',
    'gap-sshd':
      '배스천의 sshd도 허용해야 합니다: AllowTcpForwarding yes 또는 local, PermitOpen 제한 없음. AWS로는 알 수 없습니다.',
    's3-list': '게이트웨이 엔드포인트든 NAT든 S3 접두사 목록이면 충분합니다.',
    'sqs-cidr':
      'SQS에는 접두사 목록도 전용 주소 범위도 없습니다. 인터페이스 엔드포인트의 그룹이나 NAT를 통한 443을 쓰세요.',
    'dynamodb-cidr': 'DynamoDB에는 접두사 목록이 있습니다. 일관된 보기 자체가 이제 필요 없습니다.',
    endpoints: '주소 범위가 아니라 엔드포인트의 보안 그룹을 지정하세요.',
    'flow-logs':
      '그 밖에 무엇이 필요한지는 트래픽만 알려 줍니다. 흐름 로그 페이지에서 읽어 보세요.',
    'no-change-at-launch': '클러스터가 시작되는 동안에는 아무것도 좁히지 마세요.',
  },
  needs: {
    intra: { name: '노드 사이', why: 'Hadoop 데몬과 컨테이너가 임의의 포트를 씁니다.' },
    s3: {
      name: 'Amazon S3',
      why: '패키지, 부트스트랩 작업, 단계, 데이터, 로그, 애플리케이션 기록.',
    },
    'service-access': {
      name: 'EMR 클러스터 관리자',
      why: '노드와 EMR 서비스가 서로 호출합니다(8443, 5.30.0부터는 9443도).',
    },
    'service-access-8': {
      name: 'EMR 서비스 엔드포인트',
      why: '릴리스 8.0.0부터 8443과 9443을 대신합니다.',
    },
    'service-access-443': {
      name: '서비스 액세스 443',
      why: '5.30.0부터 AWS가 최소 규칙으로 요구합니다.',
    },
    sqs: { name: 'Amazon SQS', why: '디버깅이 작업 상태를 대기열에 보냅니다.' },
    dynamodb: {
      name: 'Amazon DynamoDB',
      why: 'EMRFS 일관된 보기의 테이블이 있거나 작업이 커넥터를 씁니다.',
    },
    kms: { name: 'AWS KMS', why: '암호화된 디스크, 파일, 로그의 키.' },
    sts: { name: 'AWS STS', why: 'S3 접근, 런타임 역할, Lake Formation을 위해 역할을 맡습니다.' },
    cloudwatch: {
      name: 'CloudWatch 지표와 로그',
      why: '에이전트나 설정이 지표와 로그를 보냅니다.',
    },
    secretsmanager: {
      name: 'Secrets Manager',
      why: 'EMR 인증 기관의 인증서, Ranger의 보안 암호, 구성이 가리키는 보안 암호.',
    },
    glue: { name: 'AWS Glue 데이터 카탈로그', why: 'Hive, Spark, Trino의 메타스토어입니다.' },
    lakeformation: { name: 'AWS Lake Formation', why: '누가 어떤 테이블을 읽는지 정합니다.' },
    apigateway: {
      name: 'API Gateway 퍼블릭 엔드포인트',
      why: '퍼블릭 서브넷에서 관리형 크기 조정이 지표를 보내고, EMR Studio가 페이지를 엽니다.',
    },
    'emr-api': { name: 'EMR API', why: '클러스터에서 “aws emr”을 호출할 때만 필요합니다.' },
    emrwal: { name: 'EMR WAL', why: 'HBase가 로그를 씁니다.' },
    kinesis: { name: 'Amazon Kinesis', why: '작업이 스트림을 읽고 쓸 때만 필요합니다.' },
    ssm: { name: 'Systems Manager', why: '노드를 이것으로 관리할 때만 필요합니다.' },
    metastore: {
      name: '메타스토어 데이터베이스',
      why: 'Hive 메타스토어나 Hue의 데이터베이스가 클러스터 밖에 있습니다.',
    },
    kerberos: {
      name: 'Kerberos KDC 또는 Active Directory',
      why: '로그인을 클러스터 밖에서 확인합니다.',
    },
    packages: {
      name: '인터넷의 패키지',
      why: '부트스트랩 작업이 pip, conda, docker, GitHub를 호출합니다.',
    },
    'dns-ntp-imds': {
      name: 'DNS, 시간, 메타데이터, DHCP',
      why: 'AWS의 것은 보안 그룹이 거르지 않습니다. 직접 운영하는 이름 서버에만 규칙이 필요합니다.',
    },
  },
  groups: { primary: '프라이머리', workers: '코어·태스크', 'service-access': '서비스 액세스' },
  places: {
    computer: '내 컴퓨터',
    bastion: '배스천',
    primary: '프라이머리 노드',
    workers: '코어·태스크',
    services: 'AWS 서비스',
    nodes: (count) => `노드 ${count}개`,
    noBastion: '고르지 않음',
    servicesHint: 'S3, EMR 등',
  },
  stretchStates: { good: '열림', bad: '막힘', unknown: '알 수 없음' },
  report: {
    title: (cluster) => `${cluster}의 네트워크`,
    read: (at, region) => `${at}에 ${region}에서 읽었습니다.`,
    nothingChanged: 'Culvert는 읽기만 합니다. 아무것도 바꾸지 않았습니다.',
    adviceOnly:
      '클러스터가 시작되는 중입니다. 실행될 때까지 아무것도 바꾸지 마세요. 제안은 그 뒤를 위한 조언입니다.',
    problem: '무엇이 잘못되었나',
    affects: '나타나는 현상',
    evidence: '근거',
    noRule: '규칙 없음',
    fix: '고치는 방법',
    undo: '되돌리기',
    actions: '필요한 권한',
    noFix: '명령으로 정할 수 없는 일입니다.',
    denied: '없었던 권한',
    findings: (count) => `발견 ${count}건`,
    nothingFound: '확인한 범위에서는 문제가 없습니다.',
    summary: ({ failed, passed, open }) => `발견 ${failed}, 정상 ${passed}, 알 수 없음 ${open}`,
    seeds: '안내서의 규칙, 현재 기준 판정',
    present: { yes: '열려 있음', no: '닫혀 있음', unknown: '알 수 없음' },
    columns: { rule: '규칙', verdict: '현재 기준', here: '이 클러스터', why: '이유' },
    picture: '내 컴퓨터에서 서비스까지의 경로',
    notApplicable: '해당 없음',
  },
  egress: {
    title: (cluster) => `${cluster}의 최소 아웃바운드`,
    needs: '클러스터가 접속해야 하는 곳',
    rules: '아웃바운드 규칙',
    quota: (used, limit) => `규칙 ${used}/${limit}`,
    breaks: '끊어질 것',
    breakLine: (rule, loses) => `${rule} 없이: ${loses}`,
    breakOthers: '그 밖에 작업이 그곳에서 호출하는 것',
    nothingBreaks: '지금 허용된 것 중 잃는 것이 없습니다.',
    unserved: '필요하지만 보이는 경로가 없음',
    missingNow: '필요하지만 지금 막혀 있음',
    applies: { yes: '필요', no: '필요 없음', maybe: '작업에 따라 다름' },
    launch:
      '시작과 확장에는 평소 트래픽에 보이지 않는 패키지가 필요합니다. 시험용 클러스터에서 먼저 써 보세요.',
  },
};
