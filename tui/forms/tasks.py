"""The steps of the office's checklists in words."""

TASKS = {
    "clients_handed_over": "checklist.clients_handed_over",
    "last_bundle_heard": "checklist.last_bundle_heard",
    "laptops_cut_off": "checklist.laptops_cut_off",
    "slot_removed": "checklist.slot_removed",
    "worker_inactive": "checklist.worker_inactive",
    "new_laptop_bound": "checklist.new_laptop_bound",
    "old_laptop_cut_off": "checklist.old_laptop_cut_off",
    "earlier_chains_bound": "checklist.earlier_chains_bound",
    "starting_bundle_written": "checklist.starting_bundle_written",
    "new_laptop_heard": "checklist.new_laptop_heard",
}
"""Step of a checklist → key of its words."""
