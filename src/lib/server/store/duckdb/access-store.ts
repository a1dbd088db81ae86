import type { AccessStore } from '../access';
import * as tokens from './api-tokens';
import { addAudit, audit, auditWords } from './audit';
import { changeProved, credentials, useRecoveryCode, useTotpStep } from './credentials';
import type { Engine } from './engine';
import * as invites from './invites';
import * as people from './people';
import * as sessions from './sessions';

/** People, sessions, links, tokens and the audit log: all written beside the great writes, so that signing in never waits for a load. */
export function accessStore(engine: Engine): AccessStore {
  return {
    people: () => people.people(engine),
    person: (id) => people.person(engine, id),
    personByEmail: (email) => people.personByEmail(engine, email),
    personByOidc: (issuer, subject) => people.personByOidc(engine, issuer, subject),
    addPerson: (person, given) => engine.writeBeside((run) => people.addPerson(run, person, given)),
    changePerson: (id, change) => engine.writeBeside((run) => people.changePerson(run, id, change)),
    removePerson: (id, at) => engine.writeBeside((run) => people.removePerson(run, id, at)),
    credentials: (person) => credentials(engine, person),
    changeCredentials: (person, change, proof) =>
      engine.writeBeside((run) => changeProved(run, person, change, proof)),
    useTotpStep: (person, step) => engine.writeBeside((run) => useTotpStep(run, person, step)),
    useRecoveryCode: (person, before, left) =>
      engine.writeBeside((run) => useRecoveryCode(run, person, before, left)),
    addSession: (session, hash, proof) =>
      engine.writeBeside((run) => sessions.addSession(run, session, hash, proof)),
    sessionByHash: (hash) => sessions.sessionByHash(engine, hash),
    sessions: (person) => sessions.sessions(engine, person),
    session: (id) => sessions.session(engine, id),
    touchSession: (id, at) => engine.writeBeside((run) => sessions.touchSession(run, id, at)),
    removeSession: (id) => engine.writeBeside((run) => sessions.removeSession(run, id)),
    removeSessionsOf: (person, except) =>
      engine.writeBeside((run) => sessions.removeSessionsOf(run, person, except)),
    sweepSessions: (seenBefore, createdBefore) =>
      engine.writeBeside((run) => sessions.sweepSessions(run, seenBefore, createdBefore)),
    invites: () => invites.invites(engine),
    inviteByHash: (hash) => invites.inviteByHash((sql, given) => engine.ask(sql, given), hash),
    addInvite: (invite, hash) => engine.writeBeside((run) => invites.addInvite(run, invite, hash)),
    removeInvite: (id) => engine.writeBeside((run) => invites.removeInvite(run, id)),
    joinByInvite: (hash, at, person, given) =>
      engine.writeBeside((run) => invites.joinByInvite(run, hash, at, person, given)),
    resetByInvite: (hash, at, passwordHash) =>
      engine.writeBeside((run) => invites.resetByInvite(run, hash, at, passwordHash)),
    hasOwner: () => people.hasOwner((sql, given) => engine.ask(sql, given)),
    putSetupCode: (hash, expiresAt) =>
      engine.writeBeside((run) => invites.putSetupCode(run, hash, expiresAt)),
    setupCodeExpiry: () => invites.setupCodeExpiry(engine),
    addFirstOwner: (codeHash, at, person, given) =>
      engine.writeBeside((run) => invites.addFirstOwner(run, codeHash, at, person, given)),
    tokens: () => tokens.tokens(engine),
    tokenByHash: (hash) => tokens.tokenByHash(engine, hash),
    addToken: (token, hash, proof) => engine.writeBeside((run) => tokens.addToken(run, token, hash, proof)),
    touchToken: (id, at) => engine.writeBeside((run) => tokens.touchToken(run, id, at)),
    revokeToken: (id, at) => engine.writeBeside((run) => tokens.revokeToken(run, id, at)),
    addAudit: (entry) => engine.writeBeside((run) => addAudit(run, entry)),
    audit: (limit, before, of) => audit(engine, limit, before, of),
    auditWords: () => auditWords(engine),
  };
}
