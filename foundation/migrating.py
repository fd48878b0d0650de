"""A first migration in one step instead of a hundred.

Django renders the models anew after every operation, and with every model related to the user
each rendering draws in all others: a hundred models take half a minute, and twice as many four
times that. A first migration only creates, so it is enough to render once, at its end.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState


class FirstMigration(Migration):
    """Creates all of an app's first tables as they are at the end of the migration.

    Holds CreateModel, and what is added to the models it creates; anything else is refused.
    The result in the database is the same as Django's own, operation by operation.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: FBT001, FBT002, ARG002 - Django's own signature
    ) -> ProjectState:
        """Carry out the migration and return the state after it."""
        created = self._created()
        after = project_state.clone()
        # A state that is not rendered yet takes new models in without rendering others.
        after.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, after)
        for name in created:
            schema_editor.create_model(after.apps.get_model(self.app_label, name))
        return after

    def _created(self) -> list[str]:
        created: list[str] = []
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                created.append(operation.name_lower)
            elif not isinstance(operation, AddField | AddIndex | AddConstraint) or (
                operation.model_name_lower not in created
            ):
                raise TypeError(f"{self} is no first migration: {operation.describe()}")
        return created
