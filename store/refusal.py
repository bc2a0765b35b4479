"""Refusals: what went wrong, as a code and its values; the words are the language's business."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Every way in which the store says no. Each has one plain sentence in each language.

    The sentence says what happened, that nothing is lost, and what to do
    (tui/language, keys ``refusal.<value>``); a test holds the two lists together.
    """

    # Keys and the notebook
    NO_NOTEBOOK = "no_notebook"
    NOTEBOOK_EXISTS = "notebook_exists"
    WRONG_PASSPHRASE = "wrong_passphrase"  # noqa: S105
    GUESSABLE_PASSPHRASE = "guessable_passphrase"  # noqa: S105
    DAMAGED_SLOT = "damaged_slot"
    MISSING_SLOT = "missing_slot"
    DAMAGED_NOTEBOOK = "damaged_notebook"
    EMPTY_NOTEBOOK = "empty_notebook"
    FOREIGN_FILE = "foreign_file"
    NEWER_SCHEMA = "newer_schema"
    OPEN_ELSEWHERE = "open_elsewhere"
    READ_ONLY_FOLDER = "read_only_folder"
    FULL_DISK = "full_disk"
    INPUT_OUTPUT_ERROR = "input_output_error"
    FAILED_CHECK = "failed_check"
    # The office's database
    DATABASE_ADDRESS = "database_address"
    DATABASE_UNREACHABLE = "database_unreachable"
    DATABASE_DENIED = "database_denied"
    DATABASE_BUSY = "database_busy"
    FOREIGN_DATABASE = "foreign_database"
    DATABASE_NOT_UTF8 = "database_not_utf8"
    STALE_KEYS = "stale_keys"
    NO_DATABASE_DRIVER = "no_database_driver"
    # Records
    UNKNOWN_RECORD_TYPE = "unknown_record_type"
    UNKNOWN_RECORD = "unknown_record"
    RECORD_EXISTS = "record_exists"
    UNKNOWN_FIELD = "unknown_field"
    BAD_VALUES = "bad_values"
    NOT_ALLOWED = "not_allowed"
    FROZEN_RECORD = "frozen_record"
    ERASED_CLIENT = "erased_client"
    UNKNOWN_HEADS = "unknown_heads"
    CHANGED_MEANWHILE = "changed_meanwhile"
    BAD_TABLE = "bad_table"
    UNREADABLE_FILE = "unreadable_file"
    # Months of allowances and fees
    MONTH_CLOSED = "month_closed"
    MONTH_AHEAD = "month_ahead"
    MONTH_NOT_READY = "month_not_ready"
    MONTH_OPEN = "month_open"
    HOURS_NOT_RIGHT = "hours_not_right"
    # Bundles, cards and trust
    TOO_LARGE = "too_large"
    EMPTY_FILE = "empty_file"
    NOT_A_BUNDLE = "not_a_bundle"
    CHANGED_BY_MAIL = "changed_by_mail"
    CUT_BUNDLE = "cut_bundle"
    TWO_SIGNATURES = "two_signatures"
    TEXT_AROUND_SIGNATURE = "text_around_signature"
    BAD_SIGNATURE_FORM = "bad_signature_form"
    BAD_SIGNATURE = "bad_signature"
    WRONG_NAMESPACE = "wrong_namespace"
    UNKNOWN_SIGNER = "unknown_signer"
    SENDER_IS_NOT_SIGNER = "sender_is_not_signer"
    WRONG_RECIPIENT = "wrong_recipient"
    CANNOT_UNSEAL = "cannot_unseal"
    SEALED_NEEDS_IDENTITY = "sealed_needs_identity"
    BAD_TOML = "bad_toml"
    TOO_DEEP = "too_deep"
    BAD_FORM = "bad_form"
    BAD_CHAIN = "bad_chain"
    FOREIGN_CHAIN = "foreign_chain"
    PRACTICE_AND_REAL = "practice_and_real"
    WRONG_WORDS = "wrong_words"
    OTHER_ROOT = "other_root"
    LOWER_ROSTER = "lower_roster"
    ROSTER_TWICE = "roster_twice"
    NOT_SHARED = "not_shared"
    BEYOND_WHAT_IS_HELD = "beyond_what_is_held"
    NOTHING_TRUSTED = "nothing_trusted"
    FILE_EXISTS = "file_exists"
    FOLDER_MISSING = "folder_missing"
    STICK_FAILED = "stick_failed"
    BAD_SIGNERS = "bad_signers"
    NEWER_FORMAT = "newer_format"
    OLDER_FORMAT = "older_format"
    CARD_NOT_FOR_US = "card_not_for_us"
    BAD_ROOT_STICK = "bad_root_stick"
    MACHINE_BUSY = "machine_busy"
    # Receiving
    FLOOD = "flood"
    UNPROVEN_CHAIN = "unproven_chain"
    CARD_NEEDS_WORDS = "card_needs_words"
    OFFICE_CHAIN = "office_chain"
    DAMAGED_SEAL = "damaged_seal"
    UNKNOWN_BUNDLE = "unknown_bundle"
    NOTHING_TO_UNDO = "nothing_to_undo"
    KEY_CUT_OFF = "key_cut_off"
    LOWER_SETTINGS = "lower_settings"
    # The office and its laptops
    OFFICE_ONLY = "office_only"
    UNKNOWN_LAPTOP = "unknown_laptop"
    UNKNOWN_WORKER = "unknown_worker"
    LAPTOP_NOT_HEARD = "laptop_not_heard"
    CHAIN_OF_ANOTHER = "chain_of_another"
    TWO_PERSONS = "two_persons"
    NO_RECOVERY_SLOT = "no_recovery_slot"
    OTHER_NOTEBOOK = "other_notebook"
    ONE_TIME_PASSPHRASE = "one_time_passphrase"  # noqa: S105
    STILL_ASSIGNED = "still_assigned"
    NOT_BACKED_UP = "not_backed_up"
    DRAFT_LEFT = "draft_left"
    NOTHING_ARCHIVED = "nothing_archived"
    # Kept, restored, erased
    DAMAGED_LOG = "damaged_log"
    NO_BACKUP = "no_backup"
    DAMAGED_BACKUP = "damaged_backup"
    AWAITS_DELIVERY = "awaits_delivery"
    AWAITS_SUCCESSION = "awaits_succession"
    UNKNOWN_CLIENT = "unknown_client"
    LEGALLY_HELD = "legally_held"
    GROUND_MISSING = "ground_missing"
    CLEAR_FOLDER = "clear_folder"
    NOTHING_TO_RESCUE = "nothing_to_rescue"


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The store says no; nothing was changed.

    Args:
        reason: which refusal it is; the language has one sentence for each.
        values: what the sentence names (a field, a count, a fingerprint). Never a client's name.
    """

    def __init__(self, reason: Reason, **values: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.reason.value} ({details})" if details else self.reason.value
