import { DATABASE_PORTS } from '../../facts/database-ports';

/**
 * Most Availability Zones that a network spreads over; no region has more than six:
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export const MAX_ZONES = 6;

const KNOWN_PORTS_FROM = 100;
const KNOWN_PORT_STEP = 10;

// A prime, so that ports which differ by a round number keep apart. The highest number is
// 1000 + 5280 * 6 + 5 = 32685; AWS takes 1 to 32766:
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-basics
const OTHER_PORTS_FROM = 1000;
const OTHER_PORT_SLOTS = 5281;

/**
 * The number of the network ACL rule that admits a port from the app subnet of one zone (0 to 5).
 *
 * It depends on nothing but the port and the zone, so that admitting or removing a store never
 * renumbers the rules of another. Default database ports have places of their own; other ports share
 * 5281 places, and two of them clash when they differ by a multiple of 5281.
 */
export function aclRuleNumber(port: number, zone: number): number {
  const place = DATABASE_PORTS.findIndex((known) => known.port === port);
  return place >= 0
    ? KNOWN_PORTS_FROM + place * KNOWN_PORT_STEP + zone
    : OTHER_PORTS_FROM + (port % OTHER_PORT_SLOTS) * MAX_ZONES + zone;
}
