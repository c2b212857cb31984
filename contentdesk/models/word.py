"""The words under which a material is found."""

from django.db import models

from contentdesk.models.material import Material


class Word(models.Model):
    """A material contains this word, folded and as it stands or cut to its stem (search.py)."""

    pk = models.CompositePrimaryKey("material_id", "word")
    # No index of its own: the primary key begins with it.
    material = models.ForeignKey(Material, models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["word", "material"], name="materials_of_a_word")]

    def __str__(self) -> str:
        return self.word
