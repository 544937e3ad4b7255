import { type CommandName, commandNames } from './command-names';

/** How each command is called: apart from the commands, so that help loads none of them. */

const aws = '[--region R] [--aws-profile NAME] [--endpoint-url URL]';

const up =
  'culvert up [--profile NAME] [--host H] [--port 22] [--user U] [--identity FILE]\n' +
  '           [--passphrase-env VAR] [--agent] [--local-port 8157] [--known-hosts FILE]\n' +
  '           [--host-key-alias NAME] [--trust SHA256:…] [--accept-new] [--allow CIDR]…\n' +
  '           [--only DOMAIN|CIDR|PORT]… [--session] [--json]\n' +
  '           [--listen ADDRESS --listen-user USER --listen-password-env VAR]\n' +
  '           [--local PORT:HOST:PORT | --remote [ADDRESS:]PORT:HOST:PORT]\n' +
  '           [--jump [USER@]HOST[:PORT]]… [--direct] [--proxy http|socks5://[USER@]HOST:PORT]…\n' +
  "           [--proxy-password-env VAR] [--proxy-command 'COMMAND %h %p']…\n" +
  '           [--ssm] [--instance-connect-endpoint] [--one-time-key] [--instance ID]\n' +
  `           ${aws}\n` +
  '           A SOCKS server by default; --local leads to one place behind the bastion, --remote leads\n' +
  '           from the bastion back here. Jump hosts are passed in their order; several ways to the\n' +
  '           first server (--direct, --proxy, --proxy-command, --ssm, --instance-connect-endpoint) are\n' +
  '           tried in theirs.';

const key = 'culvert key FILE [--passphrase-env VAR] [--json]';

const exportSettings =
  'culvert export foxyproxy [--for current|append-proxy|append-patterns|legacy-json|xml]\n' +
  '           | pac | zeroomega | firefox-policy | env [--for sh|powershell] | ssh-config\n' +
  '           [--profile NAME] [--local-port 8157] [--vpc-cidr CIDR]… [--domain DOMAIN]… [--out FILE]\n' +
  '           [--host H] [--port 22] [--user U] [--identity FILE]\n' +
  `           [--cluster ID ${aws}]\n` +
  '           With --cluster the ranges and domains are those of the VPC it lies in; a stored\n' +
  '           tunnel has those that AWS told when it last connected.';

const clusters =
  `culvert clusters ${aws}\n` +
  '           [--state STATE|all]… [--name PART] [--tag KEY[=VALUE]] [--since 7d|12h] [--json]\n' +
  `  culvert clusters show ID ${aws} [--json]`;

const doctor =
  `culvert doctor [egress] --cluster ID ${aws}\n` +
  '           [--bastion INSTANCE|SG|IP] [--my-ip ADDRESS|none] [--ssh-port 22] [--local-port 8157]\n' +
  '           [--ssh-to-primary] [--report FILE.md|FILE.json|FILE.svg] [--as cli|terraform|cloudformation] [--json]';

const flows =
  'culvert flows FILES… [--format FIELDS] [--cluster ID | --eni eni-…[,…]] [--from TIME] [--to TIME]\n           [--ip-ranges FILE | --fetch-ip-ranges] [--json]\n' +
  '  culvert flows s3://BUCKET/…/vpcflowlogs/REGION --engine athena [--parquet] [--output s3://…]\n' +
  '           [--workgroup primary] [--database default] …\n' +
  `  culvert flows LOG-GROUP… --engine insights --from TIME --to TIME … ${aws}`;

const importSettings =
  'culvert import FILE [--from ssh-config|mobaxterm|putty|foxyproxy] [--only NAME]…\n' +
  '               [--host BASTION] [--save] [--json]';

const demo = 'culvert demo [--local-port PORT] [--stay] [--json]';

/** How each is called, by its name. */
export const usageOf: Readonly<Record<CommandName, string>> = {
  up,
  key,
  export: exportSettings,
  clusters,
  doctor,
  flows,
  import: importSettings,
  demo,
};

export const usages = commandNames.map((name) => usageOf[name]);
