import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { CHAT_CHANNELS } from '../../facts/chat';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const userRoles = rule({
  id: 'chatbot.user-roles',
  title: 'Members of a chat channel act with roles of their own',
  why: 'With one role for the channel, nobody can tell who asked for what, and a new member may do all of it at once.',
  fix: 'Set `UserRoleRequired` to true, or use `ChatChannel`.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: CHAT_CHANNELS,
  check: (channel) => isTrue(channel, 'UserRoleRequired'),
});
