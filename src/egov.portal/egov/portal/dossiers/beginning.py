"""The first state of a new dossier: what the workflow does for new content, at less cost.

The workflow looks up each of its permissions among all there are, which takes as long as the rest
of receiving a dossier does. A new dossier has no permissions of its own that could be compared.
"""

from AccessControl.Permission import pname
from Products.CMFCore.utils import getToolByName
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from Products.DCWorkflow.events import AfterTransitionEvent
from Products.DCWorkflow.events import BeforeTransitionEvent
from Products.DCWorkflow.Expression import createExprContext
from Products.DCWorkflow.Expression import StateChangeInfo
from Products.DCWorkflow.Transitions import TRIGGER_AUTOMATIC
from zope.event import notify


def begin(dossier):
    """Put a dossier nobody has seen yet into the first state of its workflow. Indexes nothing."""
    tool = getToolByName(dossier, "portal_workflow")
    for workflow in tool.getWorkflowsFor(dossier):
        if is_plain(workflow):
            enter(dossier, workflow, tool)
        else:
            workflow.notifyCreated(dossier)


def is_plain(workflow):
    """Whether nothing but state and permissions follows from being new."""
    if type(getattr(workflow, "aq_base", workflow)) is not DCWorkflowDefinition:
        return False
    state = workflow.states.get(workflow.initial_state)
    if state is None or workflow.getGroups():
        return False
    steps = (workflow.transitions.get(name) for name in state.transitions)
    return all(step is None or step.trigger_type != TRIGGER_AUTOMATIC for step in steps)


def enter(dossier, workflow, tool):
    state = workflow.states[workflow.initial_state]
    notify(BeforeTransitionEvent(dossier, workflow, state, state, None, {}, None))
    status = {**variables(dossier, workflow, state), workflow.state_var: workflow.initial_state}
    tool.setStatusOf(workflow.getId(), dossier, status)
    for permission in workflow.permissions:
        roles = (state.permission_roles or {}).get(permission, [])
        # A list adds to what is acquired, a tuple stands alone.
        if roles or isinstance(roles, tuple):
            setattr(dossier, pname(permission), roles)
    notify(AfterTransitionEvent(dossier, workflow, state, state, None, status, None))


def variables(dossier, workflow, state):
    """{name: value} of the workflow's variables at the beginning."""
    change = StateChangeInfo(dossier, workflow, {}, None, state, state, None)
    context = createExprContext(change)
    values = {}
    for name, variable in workflow.variables.items():
        if not variable.for_status:
            continue
        if name in (state.var_values or {}):
            values[name] = state.var_values[name]
        elif variable.default_expr is not None:
            values[name] = variable.default_expr(context)
        else:
            values[name] = variable.default_value
    return values
