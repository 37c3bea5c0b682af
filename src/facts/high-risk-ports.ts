import { ADMINISTRATION_PORTS } from './administration-ports';
import { DATABASE_PORTS } from './database-ports';

// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
const SECURITY_HUB = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300,
];

/** OpenSearch listens on the port of every web server. */
const HTTPS = 443;

/** Ports of databases and other risky services, which nobody opens to the internet on purpose; Security Hub knows a part of the databases. */
export const HIGH_RISK_PORTS: readonly number[] = [...new Set([
  ...SECURITY_HUB,
  ...DATABASE_PORTS.map(({ port }) => port).filter((port) => port !== HTTPS),
])].filter((port) => !ADMINISTRATION_PORTS.includes(port)).sort((left, right) => left - right);
