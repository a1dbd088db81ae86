import type { SampleSteps } from '$lib/components/marks';
import type { Identity } from '$lib/access/identity';
import type { AuditNote } from '$lib/server/access/audit-note';
import type { Beyond } from '$lib/server/access/beyond';
import type { OpenLink } from '$lib/server/reports/link-identity';

declare global {
  namespace App {
    interface Error {
      message: string;
    }

    interface PageData {
      /** Of the settings; a page without the frame takes those that they begin with. */
      sampleSteps?: SampleSteps;
      /** Who signed in; undefined in local mode, and outside the frame of the pages. */
      who?: { name: string; role: string } | undefined;
      /** What pages do not offer to this reader (see may.ts); undefined outside the frame of the pages. */
      beyond?: Beyond;
    }

    interface Locals {
      /** Who asks; hooks.server.ts has decided, and checked the route's row of the policy. */
      identity: Identity;
      /** The link by which a shared report is looked at: read from the store for this request. */
      link?: OpenLink;
      /** Where the request comes from: the other end, or what the trusted proxies say it is. */
      address: string;
      /** What an endpoint adds to the audit entry that hooks.server.ts writes after a successful write. */
      audit?: AuditNote;
    }
  }
}

export {};
