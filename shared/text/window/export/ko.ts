import type { ExportText } from './en';

/** The window's words for handing a tunnel over, in Korean. */
export const koExport: ExportText = {
  button: 'FoxyProxy 내보내기',
  short: '내보내기',
  all: '모든 내보내기',
  title: '이 터널 내보내기',
  close: '완료',
  save: '저장',
  saved: '저장됨',
  drag: '여기서 FoxyProxy 파일을 폴더로 끌어다 놓기',
  dragOne: (label: string) => `폴더로 끌어다 놓기: ${label}`,
  written: (file: string, replaces: string) => `${file} 파일을 저장했습니다. ${replaces}`,
  groups: {
    extension: '프록시 확장 프로그램용',
    browser: '확장 프로그램 없는 브라우저용',
    terminal: '터미널용',
  },
  network: {
    known: (ranges: string, day: string) =>
      `내보낸 설정은 ${ranges} 대역을 터널로 보냅니다. 클러스터가 속한 VPC의 CIDR이며, ${day}에 AWS에서 확인한 값입니다.`,
    refused: (day: string) =>
      `내보낸 설정은 모든 프라이빗 주소를 터널로 보냅니다. ${day}에 AWS에서 클러스터가 속한 VPC의 CIDR을 확인하지 못했습니다(ec2:DescribeSubnets, ec2:DescribeVpcs).`,
    unasked:
      '터널이 한 번 연결되기 전까지 내보낸 설정은 모든 프라이빗 주소를 터널로 보냅니다. 연결할 때 클러스터가 속한 VPC의 CIDR을 AWS에 문의합니다.',
  },
};
