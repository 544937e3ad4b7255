import { type DoctorText, some } from './words';

/** The checks in Korean. */
export const koreanChecks: DoctorText['checks'] = {
  BASTION_SSH_MISSING: {
    title: '내 주소에서 배스천의 SSH 포트로 들어갈 수 있음',
    problem: ({ from, ports }) =>
      `배스천에 ${from === '' ? '어떤 주소에서도' : `${from}에서`} ${some(ports)} 포트로 들어오는 것을 허용하는 인바운드 규칙이 없습니다.`,
    affects: () => '배스천이 응답하지 않아 터널이 연결되지 않습니다.',
  },
  BASTION_SSH_WORLD: {
    title: '배스천의 SSH가 모두에게 열려 있지 않음',
    problem: ({ ports, what }) => `배스천의 ${some(ports)} 포트가 ${some(what)}에 열려 있습니다.`,
    affects: () => '터널은 되지만, 인터넷의 누구나 로그인을 시도할 수 있습니다.',
  },
  BASTION_SOCKS_PORT_OPEN: {
    title: '배스천에서 SOCKS 포트가 닫혀 있음',
    problem: ({ ports }) =>
      `배스천이 ${some(ports)} 포트를 열어 두었지만, 이 앱의 터널은 그 포트를 쓰지 않습니다.`,
    affects: () =>
      'SOCKS 리스너는 내 컴퓨터에 있으므로 이 규칙은 필요 없습니다. 누군가 배스천에서 프록시를 실행하면 VPC로 들어가는 열린 문이 됩니다.',
  },
  BASTION_NOT_RUNNING: {
    title: '배스천이 실행 중임',
    problem: ({ at, what }) => `${some(at)}의 상태: ${some(what)}.`,
    affects: () =>
      '인스턴스가 실행될 때까지 터널이 연결되지 않습니다. 다시 시작하면 퍼블릭 주소가 바뀔 수 있습니다.',
  },
  BASTION_EGRESS_BLOCKS_UI: {
    title: '배스천에서 페이지로 나갈 수 있음',
    problem: ({ ports, at }) =>
      `${some(at)}의 아웃바운드 규칙에 ${some(ports)} 포트가 빠져 있습니다.`,
    affects: ({ pages }) => `${some(pages)} 페이지가 시간 초과까지 멈춰 있게 됩니다.`,
  },
  BASTION_OTHER_VPC: {
    title: '배스천의 VPC에서 클러스터의 VPC로 가는 경로가 있음',
    problem: ({ at, what }) =>
      `배스천은 ${some(at)}, 클러스터는 ${some(what)}에 있는데 피어링, 한쪽의 라우팅 또는 이름 확인이 빠져 있습니다.`,
    affects: () => '클러스터 페이지에 접속할 수 없거나, 프라이빗 이름으로는 접속할 수 없습니다.',
  },
  MASTER_UI_NOT_OPEN_TO_BASTION: {
    title: '프라이머리 노드가 페이지 포트로 배스천을 허용함',
    problem: ({ ports, at, from }) =>
      `${some(at)}에 ${from}에서 ${some(ports)} 포트로 들어오는 인바운드 규칙이 없습니다.`,
    affects: ({ pages }) => `${some(pages)} 페이지가 시간 초과까지 멈춰 있게 됩니다.`,
  },
  PRIMARY_SSH_NOT_OPEN_TO_BASTION: {
    title: '프라이머리 노드가 배스천의 SSH를 허용함',
    problem: ({ ports, at, from }) =>
      `${some(at)}에 ${from}에서 프라이머리 노드로 가는 SSH ${some(ports)} 포트가 없습니다.`,
    affects: () =>
      '배스천을 거쳐 노드에 로그인하는 연결(ProxyJump, 노드로 가는 추가 연결)이 멈춥니다. 배스천으로 페이지만 열 때는 이 규칙이 필요 없습니다.',
  },
  MASTER_ALL_TCP_FROM_BASTION: {
    title: '배스천을 페이지 포트로만 허용함',
    problem: ({ at }) => `${some(at)}이(가) 모든 TCP 포트로 배스천을 허용합니다.`,
    affects: ({ ports }) =>
      `페이지는 모두 됩니다. ${some(ports, 8)} 포트만으로 충분하며 HDFS, YARN 등 프라이머리 노드의 다른 포트까지 열 필요는 없습니다.`,
  },
  DNS_ATTRIBUTES: {
    title: 'VPC가 프라이빗 이름을 확인함',
    problem: ({ what, at }) => `${some(at)}에서 ${some(what)}이(가) 꺼져 있습니다.`,
    affects: () =>
      '배스천에서 ip-10-0-1-23….compute.internal 같은 이름을 찾지 못하고, 페이지 사이의 링크도 열리지 않습니다.',
  },
  DNS_SERVERS_CUSTOM: {
    title: 'VPC의 리졸버가 이름을 확인함',
    problem: ({ what }) => `DHCP 옵션이 다른 서버를 지정합니다: ${some(what)}.`,
    affects: () =>
      '그 서버가 VPC 리졸버로 전달해야만 노드의 프라이빗 이름과 인터페이스 엔드포인트의 이름이 확인됩니다.',
  },
  RESOURCE_NAME_HOSTS: {
    title: '노드 이름이 주소로 지어짐',
    problem: ({ at }) => `${some(at)}은(는) 인스턴스 ID(i-0123…)로 이름을 짓습니다.`,
    affects: () =>
      'ip-… 이름을 기대하는 프록시 규칙이 이 페이지를 놓칩니다. 이 클러스터에서 프록시 설정을 다시 내보내면 실제 이름이 들어갑니다.',
  },
  NACL_BLOCKS: {
    title: '네트워크 ACL이 연결과 응답을 통과시킴',
    problem: ({ at, ports, from }) =>
      `${some(at)}이(가) ${from}의 TCP ${some(ports)}을(를) 버립니다.`,
    affects: () =>
      '보안 그룹이 모두 맞아도 페이지가 멈춥니다. 네트워크 ACL은 응답(32768-60999)도 따로 허용해야 합니다.',
  },
  SLAVE_UI_NOT_OPEN_TO_BASTION: {
    title: '코어·태스크 노드가 페이지 포트로 배스천을 허용함',
    problem: ({ ports, at, from }) =>
      `${some(at)}에 ${from}에서 ${some(ports)} 포트로 들어오는 인바운드 규칙이 없습니다.`,
    affects: ({ pages }) => `${some(pages)} 페이지와 컨테이너 로그가 멈춰 있게 됩니다.`,
  },
  INTRA_CLUSTER_RULE_MISSING: {
    title: '노드끼리 통신할 수 있음',
    problem: ({ ports, at, from }) =>
      `${some(at)}에서 ${from}와(과)의 ${some(ports)}이(가) 막혀 있습니다.`,
    affects: () =>
      'Hadoop 데몬과 Spark 실행기는 임의의 포트를 씁니다. 작업이 실패하고 노드가 사라지며 새 클러스터가 시작되지 않습니다.',
  },
  SA_8443_MISSING: {
    title: 'EMR 서비스가 8443으로 노드를 호출할 수 있음',
    problem: ({ at }) => `${some(at)}에 서비스 액세스 그룹과의 8443이 없습니다.`,
    affects: () => 'EMR이 노드를 관리하지 못해 시작, 크기 조정, 단계 실행이 실패합니다.',
  },
  SA_9443_MISSING: {
    title: '프라이머리 노드가 9443으로 EMR 서비스를 호출할 수 있음',
    problem: ({ at }) => `${some(at)}에 프라이머리 노드와 서비스 액세스 사이의 9443이 없습니다.`,
    affects: () =>
      '클러스터 시작이 VALIDATION_ERROR로 끝나고 관리형 크기 조정이 지표를 받지 못합니다.',
  },
  SA_443_MISSING: {
    title: 'EMR 서비스 엔드포인트가 443으로 열려 있음',
    problem: ({ at }) => `${some(at)}에 443이 없습니다.`,
    affects: () =>
      '릴리스 8.0.0부터 노드는 이 엔드포인트로 EMR을 호출합니다. 클러스터가 시작되지 않습니다.',
  },
  PUBLIC_8443_MISSING: {
    title: 'EMR 서비스가 퍼블릭 서브넷의 프라이머리 노드를 호출할 수 있음',
    problem: ({ at, ports }) =>
      `${some(at)}이(가) ${some(ports)} 포트로 Amazon의 어떤 주소도 허용하지 않습니다.`,
    affects: () =>
      'EMR이 클러스터를 관리하지 못해 시작, 크기 조정, 단계 실행이 실패합니다. 이 주소 범위는 EMR이 관리형 그룹에 직접 쓰고, 그 그룹으로 다음 클러스터를 시작할 때 다시 넣습니다. 다른 곳에는 공개되지 않습니다.',
  },
  EMR_SERVICE_VPCE_MISSING: {
    title: 'VPC에 EMR 서비스 엔드포인트가 있음',
    problem: ({ at }) =>
      `프라이빗 DNS와 서비스 액세스 그룹이 있는 사용 가능한 엔드포인트가 없습니다: ${some(at)}.`,
    affects: () => '릴리스 8.0.0부터 이것 없이는 클러스터가 시작되지 않습니다.',
  },
  S3_PATH_MISSING: {
    title: '서브넷에서 S3로 가는 경로가 있음',
    problem: ({ at }) =>
      `${some(at.filter((each) => each !== ''))}: S3 엔드포인트도 기본 라우팅도 없습니다.`,
    affects: () => '노드가 패키지를 받거나 로그를 쓰지 못해 부트스트랩 중에 실패합니다.',
  },
  S3_EGRESS_MISSING: {
    title: '노드가 S3를 호출할 수 있음',
    problem: ({ at }) => `${some(at)}의 아웃바운드 규칙이 443 포트의 S3를 허용하지 않습니다.`,
    affects: () =>
      '패키지, 로그, 단계, S3의 데이터에 접근하지 못해 작업이 멈추고 새 노드가 실패합니다.',
  },
  S3_POLICY_TOO_NARROW: {
    title: 'S3 엔드포인트 정책이 패키지와 로그를 통과시킴',
    problem: ({ at, what }) => `${some(at)}의 정책이 ${some(what)}을(를) 허용하지 않습니다.`,
    affects: ({ from }) =>
      [
        ...(from !== 'logs'
          ? ['노드가 이 릴리스의 소프트웨어를 설치하지 못해 시작과 확장이 실패합니다.']
          : []),
        ...(from.includes('logs') ? ['로그가 S3에 도착하지 않아 콘솔에 보이지 않습니다.'] : []),
      ].join(' '),
  },
  SQS_EGRESS_MISSING: {
    title: '노드가 SQS를 호출할 수 있음',
    problem: ({ at, from, what }) =>
      `${some(what)}에 SQS가 필요한데 ${from === 'rule' ? `${some(at)}에 아웃바운드 규칙이 없습니다` : '이 서브넷에서 가는 경로가 없습니다'}.`,
    affects: () => 'EMR 콘솔의 디버깅 탭이 비어 있게 됩니다.',
  },
  DDB_EGRESS_MISSING: {
    title: '노드가 DynamoDB를 호출할 수 있음',
    problem: ({ at, from, what }) =>
      `${some(what)}에 DynamoDB가 필요한데 ${from === 'rule' ? `${some(at)}에 아웃바운드 규칙이 없습니다` : '이 서브넷에서 가는 경로가 없습니다'}.`,
    affects: () =>
      '이를 쓰는 작업이 실패하고, 일관된 보기를 켰다면 s3:// 경로 전체를 읽고 쓰지 못합니다. S3는 2020년부터 스스로 일관되므로 이 기능을 꺼도 됩니다.',
  },
  KMS_EGRESS_MISSING: {
    title: '노드가 KMS를 호출할 수 있음',
    problem: ({ at, from, what }) =>
      `${some(what)}에 KMS가 필요한데 ${from === 'rule' ? `${some(at)}에 아웃바운드 규칙이 없습니다` : '이 서브넷에서 가는 경로가 없습니다'}.`,
    affects: () => '암호화된 디스크와 파일을 열지 못해 노드가 시작되지 않습니다.',
  },
  VPCE_SG_BLOCKS_CLUSTER: {
    title: '인터페이스 엔드포인트가 노드를 허용함',
    problem: ({ at, what }) =>
      `${some(at)}(${some(what)})에 노드에서 443으로 들어오는 인바운드 규칙이 없습니다.`,
    affects: () =>
      '프라이빗 DNS가 서비스 이름을 가로채므로 NAT 게이트웨이가 있어도 호출이 멈춥니다.',
  },
  EXECUTE_API_PRIVATE_DNS: {
    title: 'execute-api 엔드포인트가 관리형 크기 조정을 막지 않음',
    problem: ({ at }) => `${some(at)}의 프라이빗 DNS가 API Gateway의 퍼블릭 이름을 가로챕니다.`,
    affects: () => '관리형 크기 조정이 노드의 지표를 받지 못해 크기를 바꾸지 않습니다.',
  },
  STUDIO_18888_MISSING: {
    title: 'EMR Studio가 18888로 클러스터에 접속할 수 있음',
    problem: ({ at, what }) =>
      `${some(at)}에 Workspace와 클러스터 사이의 18888이 없습니다: ${some(what)}.`,
    affects: () =>
      '이 Studio의 노트북이 클러스터에 연결되어도 커널을 받지 못하고 기다리다 실패합니다.',
  },
  PUBLIC_INGRESS: {
    title: '클러스터의 그룹이 모두에게 열려 있지 않음',
    problem: ({ at, ports, what }) =>
      `${some(at)}이(가) ${some(ports)} 포트로 ${some(what)}에 열려 있습니다.`,
    affects: () =>
      'Hadoop 페이지에는 암호가 없습니다. 퍼블릭 서브넷에서는 EMR이 다음 시작을 거부하거나 규칙을 없앱니다.',
  },
  EGRESS_ALL: {
    title: '아웃바운드 규칙이 필요한 만큼만 열려 있음',
    problem: ({ at }) => `${some(at)}은(는) 모든 주소의 모든 포트로 나갈 수 있습니다.`,
    affects: () =>
      '모두 작동합니다. 이 클러스터의 최소 아웃바운드 규칙을 제안하니 시험용 클러스터에서 먼저 써 보세요.',
  },
  STALE_REFERENCE: {
    title: '규칙이 실제로 있는 그룹을 가리킴',
    problem: ({ at, what }) =>
      `${some(at)}이(가) 없어진 피어링 연결 너머의 ${some(what)}을(를) 가리킵니다.`,
    affects: () => '이런 규칙은 아무것도 통과시키지 못하고, 새 규칙이 빠졌다는 사실을 가립니다.',
  },
  RULE_QUOTA: {
    title: '제안한 규칙이 그룹에 들어감',
    problem: ({ at, what, from }) =>
      `${some(at)}에 한 방향으로 규칙이 ${some(what)}개가 됩니다. 한도는 ${from}개입니다.`,
    affects: () =>
      'AWS가 마지막 규칙들을 거부합니다. 포트 범위나 추가 그룹을 쓰거나 할당량을 늘리세요.',
  },
};
