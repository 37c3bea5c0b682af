import { RegionInfo } from 'aws-cdk-lib/region-info';
import { partitionOf, REGION_NAME } from '../../src/facts/partitions';

const REGIONS = RegionInfo.regions;

test('every region that the CDK knows lies in the partition that the CDK says', () => {
  expect(REGIONS.length).toBeGreaterThan(30);
  expect(REGIONS.filter(({ name, partition }) => partitionOf(name) !== partition).map(({ name }) => name)).toEqual([]);
});

test('the name of every region is one', () => {
  expect(REGIONS.filter(({ name }) => !REGION_NAME.test(name)).map(({ name }) => name)).toEqual([]);
});

test.each(['', 'eu', 'eu-west', 'EU-WEST-1', 'eu-west-1a', 'arn:aws:rds:eu-west-1', 'global'])('%p is no region', (name) => {
  expect(REGION_NAME.test(name)).toBe(false);
});
