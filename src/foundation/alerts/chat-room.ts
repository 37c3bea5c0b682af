import { PropProblems } from '../../core/check-props';

/** Where a channel is: ids of Slack, or of Microsoft Teams. */
export interface ChatPlace {
  readonly slack?: { readonly slackWorkspaceId: string; readonly slackChannelId: string };
  readonly teams?: { readonly teamsTenantId: string; readonly teamId: string; readonly teamsChannelId: string };
}

const GUID = { pattern: /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/, allowed: 'ids of 32 hexadecimal digits in five groups', instead: 'copy it from the console' };

/**
 * A channel of a chat tool. The account must have been connected to the tool once, by hand, in the console of Amazon Q Developer in chat applications.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/getting-started.html
 */
export class ChatRoom {
  /**
   * A channel of Slack. For a private one, Amazon Q has to be invited there.
   *
   * Throws `WORKSPACE_INVALID`, `CHANNEL_INVALID`.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
   * @param workspaceId the workspace, such as `T07EA123LEP`, as the console shows it
   * @param channelId the channel, such as `C07EZ1ABC23`: the end of its link
   */
  public static slack(workspaceId: string, channelId: string): ChatRoom {
    const problems = new PropProblems('ChatRoom', undefined, 'slack');
    // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_SlackChannelConfiguration.html
    problems.text('workspaceId', workspaceId, {
      code: 'WORKSPACE_INVALID', pattern: /^[0-9A-Z]{1,255}$/, allowed: '1 to 255 capital letters and digits', instead: 'copy it from the console',
    });
    problems.text('channelId', channelId, {
      code: 'CHANNEL_INVALID', pattern: /^[A-Za-z0-9]{1,255}$/, allowed: '1 to 255 letters and digits, not the name of the channel', instead: 'copy the end of the link of the channel',
    });
    problems.throwIfAny();
    return new ChatRoom({ slack: { slackWorkspaceId: workspaceId, slackChannelId: channelId } });
  }

  /**
   * A channel of Microsoft Teams.
   *
   * Throws `TENANT_INVALID`, `TEAM_INVALID`, `CHANNEL_INVALID`.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/teams-setup.html
   * @param tenantId the organization, as the console shows it
   * @param teamId the team, as the console shows it
   * @param channelId the channel as its link has it, escaped: `19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2`
   */
  public static teams(tenantId: string, teamId: string, channelId: string): ChatRoom {
    const problems = new PropProblems('ChatRoom', undefined, 'teams');
    problems.text('tenantId', tenantId, { code: 'TENANT_INVALID', ...GUID });
    problems.text('teamId', teamId, { code: 'TEAM_INVALID', ...GUID });
    problems.text('channelId', channelId, {
      code: 'CHANNEL_INVALID',
      pattern: /^[\w\-=+/.,]*%3[Aa][\w\-=+/.,]*%40[\w\-=+/.,]*$/,
      allowed: 'ids such as 19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2',
      instead: 'copy it from the link of the channel, without decoding it',
    });
    problems.throwIfAny();
    return new ChatRoom({ teams: { teamsTenantId: tenantId, teamId, teamsChannelId: channelId } });
  }

  /** @internal */
  public readonly _place: ChatPlace;

  private constructor(place: ChatPlace) {
    this._place = place;
  }
}
